using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Actors.Client.Harvests;

namespace Actors.Client.Sockets;

/// <summary>One WebSocket connection: whole text frames in and out. Every way it can end is a <see cref="SocketLostException"/>.</summary>
internal sealed class SocketConnection : IAsyncDisposable
{
    private const string Subprotocol = "actors.v1.json";
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket = new();
    private readonly ArrayBufferWriter<byte> _frame = new(16 * 1024);
    private readonly WatchOptions _options;
    private readonly TimeProvider _time;

    private SocketConnection(WatchOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _socket.Options.AddSubProtocol(Subprotocol);
        _socket.Options.KeepAliveInterval = options.PingInterval;
        _socket.Options.KeepAliveTimeout = options.PingInterval;
        _socket.Options.CollectHttpResponseDetails = true;
    }

    /// <param name="gateway">Base address.</param>
    /// <param name="key">Shown in <c>hello</c>; null = none.</param>
    /// <param name="options">Time-outs and sizes.</param>
    /// <param name="time">The clock of the time-outs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <summary>Connects and shakes hands: returns after <c>welcome</c>.</summary>
    public static async Task<SocketConnection> OpenAsync(
        Uri gateway, string? key, WatchOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new SocketConnection(options, time);
        try
        {
            using var timeout = new CancellationTokenSource(options.HandshakeTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await connection.ConnectAsync(SocketAddress(gateway), both.Token);
                await connection.SendAsync(new ClientFrame("hello") { Token = key }, both.Token);
                var welcome = await connection.ReceiveAsync(both.Token);
                return welcome.Type switch
                {
                    "welcome" => connection,
                    "error" => throw ErrorFrames.ToException(welcome),
                    _ => throw new SocketLostException((int)WebSocketCloseStatus.ProtocolError, "The first frame was no welcome."),
                };
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new SocketLostException(CloseRules.Aborted, "No welcome arrived in time.");
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task SendAsync(ClientFrame frame, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, ClientJson.Default.ClientFrame);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (IsLoss(e, cancellationToken))
        {
            throw new SocketLostException(CloseRules.Aborted, e.Message, inner: e);
        }
    }

    /// <summary>The next whole frame.</summary>
    public async Task<ServerFrame> ReceiveAsync(CancellationToken cancellationToken)
    {
        _frame.ResetWrittenCount();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await ReceivePartAsync(cancellationToken);
            _frame.Advance(part.Count);
            if (_frame.WrittenCount > _options.MaxFrameBytes)
                throw new SocketLostException((int)WebSocketCloseStatus.MessageTooBig, $"A frame is over {_options.MaxFrameBytes} bytes.");
        }
        while (!part.EndOfMessage);

        try
        {
            return JsonSerializer.Deserialize(_frame.WrittenSpan, ClientJson.Default.ServerFrame) ?? new ServerFrame();
        }
        catch (JsonException e)
        {
            throw new SocketLostException((int)WebSocketCloseStatus.InvalidPayloadData, $"A frame is not readable: {e.Message}", inner: e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var timeout = new CancellationTokenSource(GoodbyeTimeout, _time);
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
            {
                // The server is gone already; a goodbye is a courtesy.
            }
        }

        _socket.Dispose();
    }

    private static Uri SocketAddress(Uri gateway) =>
        new UriBuilder(new Uri(gateway, "v1/socket")) { Scheme = gateway.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;

    private static bool IsLoss(Exception e, CancellationToken cancellationToken) =>
        e is WebSocketException or IOException or InvalidOperationException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ConnectAsync(address, cancellationToken);
        }
        catch (WebSocketException e)
        {
            var status = (int)_socket.HttpStatusCode;
            // A refusal by status repeats itself, unless it is about load or a proxy's upstream.
            if (status is >= 400 and < 500 && _socket.HttpStatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests))
                throw new ActorsProblemException(status, $"http_{status}", $"{address} refuses the WebSocket with status {status}.");
            throw new SocketLostException(CloseRules.Aborted, e.Message, RetryAfter(), e);
        }
    }

    private TimeSpan? RetryAfter() =>
        _socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var values) is true
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private async Task<ValueWebSocketReceiveResult> ReceivePartAsync(CancellationToken cancellationToken)
    {
        ValueWebSocketReceiveResult part;
        try
        {
            part = await _socket.ReceiveAsync(_frame.GetMemory(4096), cancellationToken);
        }
        catch (Exception e) when (IsLoss(e, cancellationToken))
        {
            throw new SocketLostException(CloseRules.Aborted, e.Message, inner: e);
        }

        return part.MessageType == WebSocketMessageType.Close
            ? throw new SocketLostException((int?)_socket.CloseStatus ?? CloseRules.Aborted, _socket.CloseStatusDescription ?? "")
            : part;
    }
}
