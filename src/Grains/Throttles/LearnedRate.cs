namespace Actors.Grains.Throttles;

/// <summary>
/// Finds the rate that a host allows without telling: additive increase, multiplicative decrease. The first refusal shows
/// how much went through in a second; every later one takes a twentieth, every quiet while at that rate adds a hundredth.
/// </summary>
internal sealed class LearnedRate(TimeProvider time)
{
    /// <summary>Requests per second; a host that refuses more than this needs a configured rate.</summary>
    private const double Least = 0.5;

    private const double Decrease = 0.95;
    private const double Increase = 0.01;

    private static readonly TimeSpan QuietWhile = TimeSpan.FromSeconds(10);

    private readonly Queue<long> _successes = new();
    private long _changed;

    /// <summary>Requests per second; null while nothing was learned.</summary>
    public double? PerSecond { get; private set; }

    /// <summary>As it was stored.</summary>
    public void Restore(double? perSecond)
    {
        PerSecond = perSecond;
        _changed = time.GetTimestamp();
    }

    /// <summary>An exchange went well. True if the rate changed.</summary>
    /// <param name="isBound">Somebody waits for the rate: only then a higher one is worth trying.</param>
    public bool Succeeded(bool isBound)
    {
        var now = time.GetTimestamp();
        if (PerSecond is not { } rate)
        {
            _successes.Enqueue(now);
            Forget(now);
            return false;
        }

        if (!isBound || time.GetElapsedTime(_changed, now) < QuietWhile)
        {
            return false;
        }

        return Change(rate + Math.Max(rate * Increase, 0.1), now);
    }

    /// <summary>The host refused a request for there being too many. True if the rate changed.</summary>
    /// <param name="granted">Timestamp of the request's permit: what left before the last change says nothing new.</param>
    public bool Refused(long granted)
    {
        var now = time.GetTimestamp();
        if (PerSecond is { } rate)
        {
            return granted > _changed && Change(rate * Decrease, now);
        }

        Forget(now);
        return Change(_successes.Count * Decrease, now);
    }

    /// <summary>The host says what it allows. True if the rate changed.</summary>
    public bool Announced(Quota quota)
    {
        var rate = quota.Limit / quota.Window.TotalSeconds * Decrease;
        return (PerSecond is not { } known || Math.Abs(known - rate) > 0.01) && Change(rate, time.GetTimestamp());
    }

    private bool Change(double rate, long now)
    {
        PerSecond = Math.Max(rate, Least);
        _changed = now;
        _successes.Clear();
        return true;
    }

    private void Forget(long now)
    {
        while (_successes.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= TimeSpan.FromSeconds(1))
        {
            _successes.Dequeue();
        }
    }
}
