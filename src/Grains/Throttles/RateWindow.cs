namespace Actors.Grains.Throttles;

/// <summary>
/// Spaces requests evenly, so that the origin sees at most the rate in any second and no bursts. For a rate that was
/// configured, a tenth of the interval is kept as margin, because what leaves us evenly may arrive unevenly: over a second,
/// jitter up to 100 ms is absorbed.
/// </summary>
internal sealed class RateWindow(double? perSecond, TimeProvider time)
{
    private const double Margin = 1.1;

    /// <summary>From this rate on a timer that fires late is made up for by one request: two more in a second are within the margin.</summary>
    private const double CatchesUpFrom = 22;

    private readonly Queue<long> _lastSecond = new();
    private double? _learned;
    private long? _next;

    /// <summary>What is allowed now: the configured rate or the learned one, whichever is lower; null = any number.</summary>
    public double? PerSecond => _learned is null || perSecond < _learned ? perSecond : _learned;

    /// <summary>How long until the next request may leave; zero = now.</summary>
    public TimeSpan Delay => _next is { } next && time.GetElapsedTime(time.GetTimestamp(), next) is var rest && rest > TimeSpan.Zero
        ? rest
        : TimeSpan.Zero;

    /// <summary>Requests in the last second.</summary>
    public int LastSecond
    {
        get
        {
            while (_lastSecond.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
            {
                _lastSecond.Dequeue();
            }

            return _lastSecond.Count;
        }
    }

    /// <summary>A second bound beside the configured one; null = none.</summary>
    public void Learn(double? rate) => _learned = rate;

    /// <summary>Waits one interval before the first request.</summary>
    public void Pause() => PauseFor(Interval);

    /// <summary>Lets nothing leave for a while.</summary>
    public void PauseFor(TimeSpan span)
    {
        var end = After(time.GetTimestamp(), span);
        _next = _next > end ? _next : end;
    }

    public void Record()
    {
        var now = time.GetTimestamp();
        var interval = Interval;
        var due = _next is { } next && PerSecond >= CatchesUpFrom ? Math.Max(next, now - After(0, interval)) : now;
        _next = interval > TimeSpan.Zero ? After(due, interval) : null;
        _ = LastSecond;
        _lastSecond.Enqueue(now);
    }

    private TimeSpan Interval => Longer(perSecond is { } rate ? Margin / rate : 0, _learned is { } learned ? 1 / learned : 0);

    private static TimeSpan Longer(double a, double b) => TimeSpan.FromSeconds(Math.Max(a, b));

    private long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * time.TimestampFrequency);
}
