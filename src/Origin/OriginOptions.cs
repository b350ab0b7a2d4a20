namespace Actors.Origin;

/// <summary>
/// The practice origin. Section <c>Origin</c>; the key <c>Origin:Embedded</c> belongs to <c>actors serve</c>.
/// <see cref="OriginConfiguration"/> checks the ranges.
/// </summary>
public sealed class OriginOptions
{
    /// <summary>Where it listens.</summary>
    public OriginPorts Ports { get; set; } = new();

    /// <summary>Listen on every address of this machine, as in a container. Default false: on loopback only, since its answers do harm on request.</summary>
    public bool Public { get; set; }

    /// <summary>How long DELAY, and ERROR in its share of answers, waits before it answers. Default 0.5 seconds, 0 to 10 minutes.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Decides, with the path and the attempt, which exchanges go wrong. Default 1, any 64-bit integer.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>How often and with what ERROR fails.</summary>
    public ErrorOptions Error { get; set; } = new();
}
