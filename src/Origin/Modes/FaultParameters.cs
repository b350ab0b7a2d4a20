namespace Actors.Origin.Modes;

/// <summary>
/// What a request to the control port asks of its mode (docs/origin.md has the ranges); null = the mode's own. On the other ports
/// everything is as configured.
/// </summary>
internal sealed record FaultParameters
{
    /// <summary>Decides, with the path and the attempt, which exchanges are struck.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Wait before anything is answered.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Share of exchanges that are struck, 0 to 1.</summary>
    public double? Rate { get; init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How wrong the clock is by which dates are written.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Requests per second.</summary>
    public int? Quota { get; init; }

    /// <summary>Bytes of a file.</summary>
    public long? Size { get; init; }

    /// <summary>Attempts that fail, or hops that lead astray.</summary>
    public int? N { get; init; }

    /// <summary>Pause after each byte.</summary>
    public TimeSpan? Pace { get; init; }

    /// <summary>The header of honest answers; empty = none.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The header of honest answers, seconds.</summary>
    public int? Age { get; init; }

    /// <summary>What each attempt gets; the last entry repeats.</summary>
    public IReadOnlyList<IMode>? Plan { get; init; }

    /// <summary>What <see cref="MixMode"/> chooses from.</summary>
    public IReadOnlyList<IMode>? Faults { get; init; }
}
