namespace Actors.Grains.Origins;

/// <summary>How long a country waits before it tries an exchange again.</summary>
internal static class RetrySchedule
{
    /// <summary>No retry comes sooner.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>No wait is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Full jitter over an exponentially growing span, above a floor: retries of many countries that failed together must
    /// not come back together.
    /// </summary>
    /// <param name="attempt">Requests sent so far, from 1.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan Delay(int attempt, double random)
    {
        var span = Math.Min((Longest - Shortest).TotalMilliseconds, 100 * Math.Pow(2, attempt));
        return Shortest + TimeSpan.FromMilliseconds(span * random);
    }
}
