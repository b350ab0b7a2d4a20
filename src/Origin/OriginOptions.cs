namespace Actors.Origin;

/// <summary>
/// The practice origin. Section <c>Origin</c>; the key <c>Origin:Embedded</c> belongs to <c>actors serve</c>.
/// <see cref="OriginConfiguration"/> checks the ranges.
/// </summary>
public sealed class OriginOptions
{
    /// <summary>Where it listens, on loopback only.</summary>
    public OriginPorts Ports { get; set; } = new();

    /// <summary>How long DELAY, and ERROR in its share of answers, waits before it answers. Default 0.5 seconds, 0 to 10 minutes.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Decides, with the path and the attempt, which exchanges go wrong. Default 1, any 64-bit integer.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>How often and with what ERROR fails.</summary>
    public ErrorOptions Error { get; set; } = new();
}
