namespace Actors.Client.Sockets;

/// <summary>Exponential back-off with jitter: half of each step is fixed, half is chance, so that clients spread out.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest, Func<double> jitter)
{
    private int _failures;

    /// <summary>The delay before the next try; each is up to twice the one before.</summary>
    public TimeSpan Next()
    {
        // Beyond 30 doublings every sensible maximum is reached, and the power would overflow.
        var step = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(_failures, 30)), longest.TotalMilliseconds);
        _failures++;
        return TimeSpan.FromMilliseconds(step * (0.5 + (jitter() / 2)));
    }

    /// <summary>Something new arrived: the next loss begins with the first step again.</summary>
    public void Reset() => _failures = 0;
}
