using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;

namespace Actors.System.Tests.Harvests;

/// <summary>
/// A bare WebSocket client, on purpose not the reference client: that one repairs what this one must see.
/// </summary>
internal sealed class EventSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly FrameLog _frames = new();
    private string? _last;
    private string? _sent;

    private EventSocket() => _socket.Options.AddSubProtocol("actors.v1.json");

    public int? CloseStatus => (int?)_socket.CloseStatus;

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<EventSocket> Open(Uri gateway)
    {
        var socket = new EventSocket();
        try
        {
            using var deadline = Deadline();
            await socket._socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/v1/socket" }.Uri, deadline.Token);
            await socket.Send("""{"type":"hello"}""");
            var welcome = await socket.Receive();
            Assert.Equal("welcome", welcome?.GetProperty("type").GetString());
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task Subscribe(string harvest, string epoch, long seq) => Send(
        $$"""{"type":"subscribe","id":"s","topic":"harvest/{{harvest}}","from":{"epoch":"{{epoch}}","seq":{{seq}} } }""");

    public Task Subscribe(string topic) => Send($$"""{"type":"subscribe","id":"t","topic":"{{topic}}"}""");

    /// <summary>The next frame; null when the server has closed.</summary>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<JsonElement?> Receive()
    {
        using var deadline = Deadline();
        try
        {
            return await Frame(deadline.Token);
        }
        catch (OperationCanceledException late) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No frame for {Patience.TotalSeconds} s; the last one was {_last ?? "none"}, {_sent ?? "nothing"} was sent.", late);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement?> Frame(CancellationToken cancel)
    {
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            _last = Encoding.UTF8.GetString(_buffer, 0, length);
            _frames.FromServer(_last);
            return JsonElement.Parse(_buffer.AsSpan(0, length));
        }
    }

    private static CancellationTokenSource Deadline()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Patience);
        return source;
    }

    private async Task Send(string frame)
    {
        _sent = frame;
        _frames.FromClient(frame);
        using var deadline = Deadline();
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }
}
