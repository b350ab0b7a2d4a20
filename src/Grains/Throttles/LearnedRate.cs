namespace Actors.Grains.Throttles;

/// <summary>
/// Finds the rate that a host allows without telling: additive increase, multiplicative decrease. The first refusal shows
/// how much went through in a second; every later one takes a twentieth, or more if less went through; every quiet while
/// at that rate adds a hundredth.
/// </summary>
/// <remarks>
/// Successes are dated by their permits: hosts count requests as they come, and answers come in any order. So what was sent
/// before a refusal arrived, and went well, belongs to what went through, although its answer comes after the refusal.
/// </remarks>
internal sealed class LearnedRate(TimeProvider time)
{
    /// <summary>Requests per second; a host that refuses more than this needs a configured rate.</summary>
    private const double Least = 0.5;

    private const double Decrease = 0.95;
    private const double Increase = 0.01;

    /// <summary>No refusal takes more than half: one that comes while little is asked of the host says little.</summary>
    private const double MostDecrease = 0.5;

    /// <summary>Successes that are remembered.</summary>
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>An answer that took longer dates nothing.</summary>
    private static readonly TimeSpan RememberFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan QuietWhile = TimeSpan.FromSeconds(10);

    private readonly Queue<long> _successes = new();
    private Crowd? _crowd;
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
    /// <param name="granted">Timestamp of the request's permit; null if that is forgotten.</param>
    /// <param name="isBound">Somebody waits for the rate: only then a higher one is worth trying.</param>
    public bool Succeeded(long? granted, bool isBound)
    {
        var now = time.GetTimestamp();
        Remember(granted ?? now, now);
        if (_crowd is { } crowd && crowd.Has(granted))
        {
            _crowd = crowd with { Passed = crowd.Passed + 1 };
            return Heed(_crowd);
        }

        return PerSecond is { } rate && isBound && time.GetElapsedTime(_changed, now) >= QuietWhile
            && Change(rate + Math.Max(rate * Increase, 0.1), null);
    }

    /// <summary>The host refused a request for there being too many. True if the rate changed.</summary>
    /// <param name="granted">Timestamp of the request's permit: what left before the last change says nothing new. Null if that is forgotten.</param>
    public bool Refused(long? granted)
    {
        var now = time.GetTimestamp();
        if (PerSecond is not null && !(granted > _changed))
        {
            return false;
        }

        var since = (granted ?? now) - (long)(Second.TotalSeconds * time.TimestampFrequency);
        return Heed(new Crowd(PerSecond, since, now, _successes.Count(success => success > since)));
    }

    /// <summary>The host says what it allows. True if the rate changed.</summary>
    public bool Announced(Quota quota)
    {
        var rate = quota.Limit / quota.Window.TotalSeconds * Decrease;
        return (PerSecond is not { } known || Math.Abs(known - rate) > 0.01) && Change(rate, null);
    }

    private bool Heed(Crowd crowd)
    {
        var most = crowd.Before is { } before ? Math.Clamp(crowd.Passed, before * MostDecrease, before) : crowd.Passed;
        return Change(most * Decrease, crowd);
    }

    private bool Change(double rate, Crowd? crowd)
    {
        rate = Math.Max(rate, Least);
        _crowd = crowd;
        _changed = crowd?.Until ?? time.GetTimestamp();
        var isNew = PerSecond != rate;
        PerSecond = rate;
        return isNew;
    }

    private void Remember(long granted, long now)
    {
        _successes.Enqueue(granted);
        while (_successes.Count > MostRemembered || (_successes.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) > RememberFor))
        {
            _successes.Dequeue();
        }
    }

    /// <summary>What was under way when the host refused one of it.</summary>
    /// <param name="Before">The rate then; null if there was none.</param>
    /// <param name="Since">A second before the permit of the refused request.</param>
    /// <param name="Until">When the refusal came.</param>
    /// <param name="Passed">What went well of what was sent between the two.</param>
    private sealed record Crowd(double? Before, long Since, long Until, int Passed)
    {
        public bool Has(long? granted) => granted > Since && granted <= Until;
    }
}
