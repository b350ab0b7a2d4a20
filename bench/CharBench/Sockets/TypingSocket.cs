using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Actors.CharBench.Sockets;

/// <summary>A client of the gateway's WebSocket that searches as the page does: one search id, superseded by every keystroke.</summary>
internal sealed class TypingSocket : IAsyncDisposable
{
    private const int Rows = 50;
    private const string Subprotocol = "actors.v1.json";

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _frame = new(64 << 10);
    private readonly CancellationToken _stopping;

    private TypingSocket(CancellationToken stopping)
    {
        _stopping = stopping;
        _socket.Options.AddSubProtocol(Subprotocol);
    }

    public static async Task<TypingSocket> Open(Uri gateway, CancellationToken stopping)
    {
        var typing = new TypingSocket(stopping);
        try
        {
            await typing._socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/v1/socket" }.Uri, stopping);
            await typing.Send("""{"type":"hello"}"""u8.ToArray());
            await typing.Receive("welcome");
            return typing;
        }
        catch
        {
            await typing.DisposeAsync();
            throw;
        }
    }

    /// <summary>The text in the box changed.</summary>
    public Task Type(string text) => Send(JsonSerializer.SerializeToUtf8Bytes(
        new { type = "search", id = "box", q = text, mode = "smart", limit = Rows }));

    /// <summary>Waits for the first rows of the search that finds so many characters.</summary>
    /// <returns>When they were there, and how many frames of rows of superseded searches came before.</returns>
    public async Task<(long At, int Others)> RowsOf(int total)
    {
        for (var others = 0; ; others++)
        {
            var (found, at) = await Receive("rows");
            if (found == total) return (at, others);
        }
    }

    /// <summary>How long a frame takes there and back, in milliseconds.</summary>
    public async Task<double> Ping()
    {
        var start = Stopwatch.GetTimestamp();
        await Send("""{"type":"ping"}"""u8.ToArray());
        return Stopwatch.GetElapsedTime(start, (await Receive("pong")).At).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        _socket.Dispose();
    }

    private Task Send(byte[] frame) => _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, _stopping);

    // Frames of other types in between say that a search ended, which is of no interest here; an error ends the benchmark.
    private async Task<(int Total, long At)> Receive(string wanted)
    {
        while (true)
        {
            _frame.ResetWrittenCount();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(_frame.GetMemory(16 << 10), _stopping);
                _frame.Advance(part.Count);
            }
            while (!part.EndOfMessage && part.MessageType != WebSocketMessageType.Close);

            var at = Stopwatch.GetTimestamp();
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"Closed: {_socket.CloseStatusDescription}");
            using var json = JsonDocument.Parse(_frame.WrittenMemory);
            var type = json.RootElement.GetProperty("type").GetString();
            if (type == "error") throw new InvalidOperationException($"The server said: {json.RootElement}");
            if (type == wanted) return (json.RootElement.TryGetProperty("total", out var total) ? total.GetInt32() : 0, at);
        }
    }
}
