using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>
/// A WebSocket client that sends and receives one frame at a time. Every one, of either side, is held against
/// <c>/asyncapi/v1.json</c>: what is wrong on purpose is sent as such.
/// </summary>
internal sealed class TestSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>What came by on this connection.</summary>
    public FrameLog Frames { get; } = new();

    public string? Subprotocol => _socket.SubProtocol;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<TestSocket> Open(RunningGateway gateway, string? origin = null, string? subprotocol = "actors.v1.json")
    {
        var socket = new TestSocket();
        if (origin is not null)
            socket._socket.Options.SetRequestHeader("Origin", origin);
        if (subprotocol is not null)
            socket._socket.Options.AddSubProtocol(subprotocol);
        var address = new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/socket" }.Uri;
        await socket._socket.ConnectAsync(address, Answers.Cancel);
        return socket;
    }

    /// <summary>For which the kernel takes in as little as it can: by itself it may swallow 32 MiB before the gateway notices that nobody reads.</summary>
    public static async Task<TestSocket> OpenWelcomedUnbuffered(RunningGateway gateway)
    {
        var socket = new TestSocket();
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectUnbuffered };
        using var http = new HttpMessageInvoker(handler, disposeHandler: false);
        socket._socket.Options.AddSubProtocol("actors.v1.json");
        await socket._socket.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/socket" }.Uri, http, Answers.Cancel);
        return await Welcomed(socket);
    }

    public static async Task<TestSocket> OpenWelcomed(RunningGateway gateway) => await Welcomed(await Open(gateway));

    public static async ValueTask<Stream> ConnectUnbuffered(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<TestSocket> Welcomed(TestSocket socket)
    {
        await socket.Send("""{"type":"hello"}""");
        Assert.Equal("welcome", (await socket.Receive()).GetProperty("type").GetString());
        return socket;
    }

    /// <summary>Sends a frame that the protocol allows.</summary>
    public Task Send(string text)
    {
        Frames.FromClient(text);
        return SendText(text);
    }

    /// <summary>Sends a frame that the protocol does not allow.</summary>
    public Task SendBad(string text)
    {
        Frames.BadFromClient(text);
        return SendText(text);
    }

    /// <summary>Sends one of several frames that are refused, some for their form and some for what they ask for.</summary>
    public Task SendAny(string text)
    {
        Frames.AnyFromClient(text);
        return SendText(text);
    }

    /// <summary>Sends what is no frame of the protocol, or a part of one.</summary>
    public async Task Send(byte[] bytes, WebSocketMessageType type, bool end = true)
    {
        Frames.Skip();
        await _socket.SendAsync(bytes, type, end, Answers.Cancel);
    }

    /// <summary>The next frame; null if the server closed.</summary>
    public async Task<string?> ReceiveText()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Answers.Cancel);
        deadline.CancelAfter(Patience);
        var length = 0;
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(length), deadline.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            length += result.Count;
            if (!result.EndOfMessage)
                continue;
            var text = Encoding.UTF8.GetString(_buffer, 0, length);
            Frames.FromServer(text);
            return text;
        }
    }

    public async Task<JsonElement> Receive() => JsonElement.Parse(await ReceiveText() ?? throw new InvalidOperationException($"Closed with {CloseStatus}."));

    public async Task<JsonElement> Receive(string type)
    {
        var frame = await Receive();
        Assert.True(frame.GetProperty("type").GetString() == type, $"Expected {type}: {frame}");
        return frame;
    }

    /// <summary>Frames until one of a type or kind, that one included.</summary>
    public async Task<List<string>> ReceiveUntil(string typeOrKind)
    {
        var frames = new List<string>();
        while (true)
        {
            var text = await ReceiveText() ?? throw new InvalidOperationException($"Closed with {CloseStatus}.");
            frames.Add(text);
            var frame = JsonElement.Parse(text);
            if (frame.GetProperty("type").GetString() == typeOrKind || (frame.TryGetProperty("kind", out var kind) && kind.GetString() == typeOrKind))
                return frames;
        }
    }

    public async Task IsError(string code, string? id)
    {
        var error = await Receive("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(id, error.GetProperty("id").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
    }

    /// <summary>All frames until the server closes, with a status.</summary>
    public async Task<List<string>> ReceiveUntilClosed(int status)
    {
        var frames = new List<string>();
        while (await ReceiveText() is { } text)
            frames.Add(text);
        Assert.Equal(status, (int?)CloseStatus);
        return frames;
    }

    public async Task IsClosed(int status)
    {
        while (await ReceiveText() is not null)
        {
        }

        Assert.Equal(status, (int?)CloseStatus);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Answers.Cancel);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendText(string text) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Answers.Cancel);
}
