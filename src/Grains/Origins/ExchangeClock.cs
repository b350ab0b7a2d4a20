namespace Actors.Grains.Origins;

/// <summary>
/// The time-outs of one exchange on one token: until its headers, between pieces of its body, and in all. The connection's own
/// is in <see cref="OriginConnections"/>.
/// </summary>
internal sealed class ExchangeClock : IDisposable
{
    /// <summary>Longest wait for the response's headers, the connection included.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for the next <see cref="LeastProgress"/> bytes of a body.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longest exchange.</summary>
    public static readonly TimeSpan TotalTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A body that drips slower than this per <see cref="IdleTimeout"/> is given up.</summary>
    public const int LeastProgress = 1024;

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _outer;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationToken _cancelled;
    private bool _isLast;
    private int _progress;
    private long _last;

    public ExchangeClock(TimeProvider time, CancellationToken cancellationToken)
    {
        _time = time;
        _start = time.GetTimestamp();
        _cancelled = cancellationToken;
        _source = new CancellationTokenSource(HeadersTimeout, time);
        _outer = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Fires at a time-out, or when the caller cancels.</summary>
    public CancellationToken Token => _source.Token;

    public bool IsBody { get; private set; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>The time-out that ended the exchange; null if none did.</summary>
    public FailureCause? TimedOut => !_source.IsCancellationRequested || _cancelled.IsCancellationRequested ? null
        : !IsBody ? FailureCause.OfHost("timeout_headers", "headers", "No answer in time.")
        : _isLast ? FailureCause.OfHost("timeout_total", "body", "The exchange took too long.") with { MostAttempts = 2 }
        : _time.GetElapsedTime(_last) >= IdleTimeout / 2 ? FailureCause.OfHost("timeout_idle", "body", "The body stopped coming.")
        : FailureCause.OfHost("too_slow", "body", "The body came too slowly.") with { MostAttempts = 2 };

    public void EnterBody()
    {
        IsBody = true;
        _last = _time.GetTimestamp();
        Wait();
    }

    public void Progress(int bytes)
    {
        _progress += bytes;
        _last = _time.GetTimestamp();
        if (_progress >= LeastProgress)
        {
            Wait();
        }
    }

    public void Dispose()
    {
        _outer.Dispose();
        _source.Dispose();
    }

    private void Wait()
    {
        var rest = TotalTimeout - Elapsed;
        _progress = 0;
        _isLast = rest < IdleTimeout;
        _source.CancelAfter(!_isLast ? IdleTimeout : rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
    }
}
