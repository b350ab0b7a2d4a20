using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace Actors.Gateway.Sockets;

/// <summary>
/// The sending side. Whoever has news calls <see cref="Wake"/>: if no send is pending, the frames go out right there,
/// in the caller's thread; otherwise the pump goes on when the pending send ends. Nobody ever waits for a client.
/// </summary>
internal sealed partial class SocketSession
{
    /// <summary>Answers that may wait to be sent before no further request is read.</summary>
    private const int MaxWaiting = 128;

    private readonly ConcurrentQueue<byte[]> _answers = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Signal _room;
    private readonly Lock _ending = new();
    private volatile ClosingFrame? _closing;
    private volatile bool _ended;
    private volatile bool _sending;
    private int _changes;

    private bool IsClosing => _closing is not null;

    /// <summary>Ends when our close frame was sent, or never can be.</summary>
    private Task Closed => _closed.Task;

    /// <summary>The client has not taken the last frame yet.</summary>
    public bool IsSending => _sending;

    /// <summary>Queues an answer, ahead of all events.</summary>
    public void Post(byte[] frame)
    {
        _answers.Enqueue(frame);
        Wake();
    }

    public void Wake()
    {
        if (Interlocked.Increment(ref _changes) == 1)
            _ = Pump();
    }

    /// <summary>Ends the connection of a client that is too far behind; it comes back to where it was.</summary>
    public void CloseSlow() => Close(CloseCode.Slow, "too slow");

    /// <summary>Closes after the answers that wait now; the first reason counts.</summary>
    private void Close(WebSocketCloseStatus status, string? reason)
    {
        if (Interlocked.CompareExchange(ref _closing, new ClosingFrame(status, reason), null) is null)
        {
            lock (_ending)
                if (!_ended)
                    _reading.CancelAfter(CloseHandshake);
            Wake();
        }
    }

    /// <summary>A client that sends requests without reading the answers is not read either.</summary>
    private async Task WaitForRoom(CancellationToken cancellationToken)
    {
        while (_answers.Count > MaxWaiting && !_ended)
            await _room.Wait(_context.Limits.Send, cancellationToken);
    }

    private void EndPump()
    {
        _ended = true;
        _closed.TrySetResult();
    }

    private async Task Pump()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _changes);
                while (!_ended && Next() is { } frame)
                    await Send(frame);
                if (_closing is { } closing && !_ended)
                    await SendClose(closing);
            }
            while (Interlocked.CompareExchange(ref _changes, 0, seen) != seen);
        }
        // The library has closed while this was on its way, for what the client sent: the reader hears of it and ends in good order.
        catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.InvalidState)
        {
            _context.LogLost(Connection, exception.Message);
            EndPump();
        }
        // Whatever else a send throws means that this connection is over; its reader notices, and nobody else is disturbed.
        catch (Exception exception)
        {
            _context.LogLost(Connection, exception.Message);
            EndPump();
            _socket.Abort();
        }
    }

    private byte[]? Next()
    {
        if (_answers.TryDequeue(out var answer))
        {
            _room.Set();
            return answer;
        }

        return IsClosing ? null : _requests.Next();
    }

    private async ValueTask Send(byte[] frame)
    {
        var sending = _socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        if (!sending.IsCompletedSuccessfully)
        {
            _sending = true;
            await InTime(sending.AsTask());
            _sending = false;
        }

        _context.Metrics.Sent(frame.Length);
    }

    private async Task SendClose(ClosingFrame closing)
    {
        await InTime(_socket.CloseOutputAsync(closing.Status, closing.Reason, CancellationToken.None));
        EndPump();
    }

    private async Task InTime(Task sending)
    {
        try
        {
            await sending.WaitAsync(_context.Limits.Send, _context.Time);
        }
        catch (TimeoutException)
        {
            _context.LogStalled(Connection, _context.Limits.Send);
            throw;
        }
    }

    private sealed record ClosingFrame(WebSocketCloseStatus Status, string? Reason);
}
