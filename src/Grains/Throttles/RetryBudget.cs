namespace Actors.Grains.Throttles;

/// <summary>
/// Bounds retries to a share of what goes well, so that a host in trouble is not asked ever more. A retry is charged when it
/// is scheduled, not when it is sent: a crowd that backs off together would all pass otherwise (envoy #30205). An empty
/// budget delays; it never fails anybody.
/// </summary>
internal sealed class RetryBudget(TimeProvider time)
{
    /// <summary>Most retries that can be saved up, and what a new budget has.</summary>
    public const int Limit = 100;

    /// <summary>Retries that each success earns: a third of all requests may be retries, which one failure in four needs.</summary>
    private const double PerSuccess = 0.5;

    /// <summary>Retries that each second earns, so that somebody always finds out that a host is well again.</summary>
    private const double PerSecond = 2;

    private double _left = Limit;
    private long _counted = time.GetTimestamp();

    /// <summary>Retries that may be scheduled now.</summary>
    public int Left => (int)Earned();

    /// <summary>With fractions, to be stored.</summary>
    public double Exact => Earned();

    /// <summary>How long until the next retry may be scheduled; zero = now.</summary>
    public TimeSpan Delay => Earned() is var left and < 1 ? TimeSpan.FromSeconds((1 - left) / PerSecond) : TimeSpan.Zero;

    /// <summary>As it was when it was stored.</summary>
    /// <param name="left">Retries that were left.</param>
    /// <param name="since">How long ago that was; below zero counts as zero.</param>
    public void Restore(double left, TimeSpan since)
    {
        _left = Math.Clamp(left + (Math.Max(since.TotalSeconds, 0) * PerSecond), 0, Limit);
        _counted = time.GetTimestamp();
    }

    /// <summary>Takes one retry; false if none is left.</summary>
    public bool Take()
    {
        if (Earned() < 1)
        {
            return false;
        }

        _left--;
        return true;
    }

    public void Succeeded() => _left = Math.Min(Limit, Earned() + PerSuccess);

    private double Earned()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(Limit, _left + (time.GetElapsedTime(_counted, now).TotalSeconds * PerSecond));
        _counted = now;
        return _left;
    }
}
