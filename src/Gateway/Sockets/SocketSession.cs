using System.Net.WebSockets;
using System.Text.Json;
using Actors.Gateway.Auth;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>
/// One WebSocket: this part reads frames one after the other, <c>SocketSession.Pump.cs</c> is the only one to send. The
/// reader never waits for the cluster, because the pongs that keep the connection alive are read here too.
/// </summary>
internal sealed partial class SocketSession : IAsyncDisposable
{
    private const int MaxBadFrames = 8;
    private static readonly TimeSpan CloseHandshake = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly SocketContext _context;
    private readonly CancellationToken _disconnected;
    private readonly SocketRequests _requests;
    private readonly CancellationTokenSource _reading;
    private readonly ITimer _helloDeadline;
    private readonly FrameRate _rate;
    private bool _welcomed;
    private int _badFrames;

    /// <param name="socket">Accepted; its owner disposes of it.</param>
    /// <param name="context">What all sockets share.</param>
    /// <param name="disconnected">Cancelled when the client ends its connection.</param>
    public SocketSession(WebSocket socket, SocketContext context, CancellationToken disconnected)
    {
        _socket = socket;
        _context = context;
        _disconnected = disconnected;
        _room = new Signal(context.Time);
        _requests = new SocketRequests(this, context);
        _rate = new FrameRate(context.Limits.FramesPerSecond, context.Time);
        // Built on the provider's clock, so that CancelAfter counts on it.
        _reading = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Time);
        _helloDeadline = context.Time.CreateTimer(
            _ => Close(CloseCode.HelloTimeout, "no hello in time"), null, context.Limits.Hello, Timeout.InfiniteTimeSpan);
    }

    public string Connection { get; } = Guid.CreateVersion7().ToString("n");

    /// <summary>The client has shown a key, or none is needed.</summary>
    public bool MaySteer { get; private set; }

    /// <summary>The library found fault with the client's frames, sent a close frame, and can neither send nor receive any more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Serves the client until either side closes.</summary>
    public async Task Run()
    {
        try
        {
            using var frame = new SocketFrame(_context.Limits.FrameBytes);
            while (await Receive(frame))
                Handle(frame);
        }
        // Text that is no UTF-8 (RFC 6455 §8.1) or frames that break the protocol: the library has sent a close frame already.
        catch (WebSocketException exception) when (exception.WebSocketErrorCode == WebSocketError.Faulted)
        {
            _context.LogLost(Connection, exception.Message);
            IsRefused = true;
            EndPump();
            // The client's own close frame arrives meanwhile; at a connection that is closed it would be answered by a reset.
            await Task.Delay(Farewell, _context.Time, _disconnected).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or TimeoutException)
        {
            _context.LogLost(Connection, exception.Message);
        }
        // A defect of ours ends this connection and says so; the others go on.
        catch (Exception exception)
        {
            _context.LogDefect(exception, Connection);
            Close(WebSocketCloseStatus.InternalServerError, "internal error");
            await Closed.WaitAsync(CloseHandshake, _context.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _helloDeadline.DisposeAsync();
        await _requests.DisposeAsync();
        EndPump();
        if (!IsRefused)
            _socket.Abort();
        // Whoever tells all sockets to go away may still hold this one.
        lock (_ending)
            _reading.Dispose();
    }

    /// <summary>Tells the client to come back later, elsewhere, and closes.</summary>
    public void GoAway(TimeSpan retryAfter)
    {
        Post(SocketFrames.Goaway(retryAfter));
        Close(CloseCode.Restart, "going away");
    }

    private async Task<bool> Receive(SocketFrame frame)
    {
        await frame.Receive(_socket, _reading.Token);
        switch (frame.Ending)
        {
            case SocketFrameEnding.Whole when !IsClosing:
                await WaitForRoom(_reading.Token);
                return true;
            case SocketFrameEnding.Whole:
                return true;
            case SocketFrameEnding.InPieces:
                Close(WebSocketCloseStatus.PolicyViolation, "too many empty fragments");
                return true;
            case SocketFrameEnding.TooBig:
                Close(CloseCode.TooBig, $"a frame may have {_context.Limits.FrameBytes} bytes");
                return true;
            default:
                Close(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure, null);
                await Closed.WaitAsync(CloseHandshake, _context.Time);
                return false;
        }
    }

    private void Handle(SocketFrame frame)
    {
        // After our own close frame, frames are only read away until the client's arrives.
        if (IsClosing || frame.Ending != SocketFrameEnding.Whole)
            return;
        if (_rate.Take() is { } wait)
        {
            var detail = $"One connection may send {_context.Limits.FramesPerSecond} frames a second.";
            Post(SocketFrames.Error(null, new Problem(StatusCodes.Status429TooManyRequests, "too_many_frames", detail) { RetryAfter = wait }));
            Close(CloseCode.TooMany, "too many frames");
            return;
        }

        try
        {
            if (_welcomed)
                _requests.Handle(SocketMessage.Parse(frame));
            else
                Hello(FirstMessage(frame));
        }
        catch (ProblemException exception)
        {
            Refuse(exception.Problem, (exception as BadFrameException)?.Id);
        }
        catch (Exception exception) when (IsBadJson(exception))
        {
            Refuse(new Problem(StatusCodes.Status400BadRequest, "bad_frame", "The frame is not valid JSON."), null);
        }
    }

    // Whatever is wrong with it, it is no hello.
    private static SocketMessage FirstMessage(SocketFrame frame)
    {
        try
        {
            return SocketMessage.Parse(frame);
        }
        catch (Exception exception) when (exception is ProblemException || IsBadJson(exception))
        {
            throw HelloRequired();
        }
    }

    private static bool IsBadJson(Exception exception) =>
        exception is JsonException or InvalidOperationException { Source: "System.Text.Json" or "System.Text.Json.Rethrowable" };

    private void Hello(SocketMessage message)
    {
        if (message.Type != "hello")
            throw HelloRequired();
        var token = message.Fields.TakeString("token", 4096);
        message.Fields.RefuseRest();
        if (!Accepts(token))
            return;
        _welcomed = true;
        _helloDeadline.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Post(SocketFrames.Welcome(Connection, _context.Limits));
    }

    // Whoever shows no key may read; only one that is wrong ends the connection.
    private bool Accepts(string? token)
    {
        MaySteer = !_context.Keys.AreConfigured;
        if (MaySteer || token is null)
            return true;
        if (_context.Keys.NameOf(token) is { } name)
        {
            _context.LogKey(Connection, name);
            return MaySteer = true;
        }

        _context.LogWrongKey(Connection);
        Post(SocketFrames.Error(null, KeyProblems.Invalid));
        Close(CloseCode.Key, KeyProblems.Invalid.Code);
        return false;
    }

    private void Refuse(Problem problem, string? id)
    {
        Post(SocketFrames.Error(id, problem));
        if (!_welcomed)
            Close(CloseCode.BadFrame, problem.Code);
        else if (problem.Code == "bad_frame" && ++_badFrames >= MaxBadFrames)
            Close(CloseCode.BadFrame, "too many bad frames");
    }

    private static ProblemException HelloRequired() =>
        new(new Problem(StatusCodes.Status400BadRequest, "hello_required", "The first frame must be hello."));
}
