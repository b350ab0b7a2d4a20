using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;

namespace Actors.System.Tests.Chars;

/// <summary>A bare WebSocket client for searches.</summary>
internal sealed class SearchSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly FrameLog _frames = new();
    private int _searches;

    private SearchSocket() => _socket.Options.AddSubProtocol("actors.v1.json");

    public static async Task<SearchSocket> Open(Uri gateway)
    {
        var socket = new SearchSocket();
        using var deadline = Deadline();
        await socket._socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/v1/socket" }.Uri, deadline.Token);
        await socket.Send("""{"type":"hello"}""");
        Assert.Equal("welcome", Type(await socket.Receive()));
        return socket;
    }

    /// <summary>All rows of a query, a few at a time.</summary>
    public async Task<(int Total, List<JsonElement> Rows)> Search(string query, string mode, string? unicode)
    {
        var id = $"s{++_searches}";
        await Send(JsonSerializer.Serialize(new { type = "search", id, q = query, mode, unicode = unicode ?? "18.0", limit = 70 }));
        var rows = new List<JsonElement>();
        var total = 0;
        while (true)
        {
            var frame = await Receive();
            Assert.Equal(id, frame.GetProperty("id").GetString());
            if (Type(frame) == "done")
                return (total, rows);
            Assert.Equal("rows", Type(frame));
            Assert.Equal(rows.Count, frame.GetProperty("from").GetInt32());
            total = frame.GetProperty("total").GetInt32();
            var items = frame.GetProperty("items").EnumerateArray().ToList();
            rows.AddRange(items);
            if (frame.GetProperty("next").ValueKind != JsonValueKind.Null)
                await Send(JsonSerializer.Serialize(new { type = "more", id, n = items.Count }));
        }
    }

    public void Dispose() => _socket.Dispose();

    private static string? Type(JsonElement frame) => frame.GetProperty("type").GetString();

    private static CancellationTokenSource Deadline()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Patience);
        return source;
    }

    private async Task Send(string frame)
    {
        _frames.FromClient(frame);
        using var deadline = Deadline();
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }

    private async Task<JsonElement> Receive()
    {
        using var deadline = Deadline();
        var length = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), deadline.Token);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            _frames.FromServer(Encoding.UTF8.GetString(_buffer, 0, length));
            return JsonElement.Parse(_buffer.AsSpan(0, length));
        }
    }
}
