namespace Actors.Origin.Modes;

/// <summary>A wait that is never too short.</summary>
internal static class Pause
{
    /// <summary>
    /// Ends at least <paramref name="duration"/> later. A timer may fire some milliseconds early, because the clock that it is set
    /// by is coarser than the one that the log reads; clients that are compared with the ideal would beat it.
    /// </summary>
    public static async Task For(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var left = duration; left > TimeSpan.Zero; left = duration - time.GetElapsedTime(start))
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken);
    }
}
