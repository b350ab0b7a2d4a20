namespace Actors.Grains.Throttles;

/// <summary>Whether a host seems alive.</summary>
/// <param name="Until">When open: the next probe is due then.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="Last">The last failure; null if none is remembered.</param>
[GenerateSerializer, Immutable, Alias("actors.breaker-status")]
public sealed record BreakerStatus(
    [property: Id(0)] BreakerState State, [property: Id(1)] DateTimeOffset? Until, [property: Id(2)] int Failures,
    [property: Id(3)] HostFailure? Last);

/// <summary>Where a breaker stands.</summary>
[GenerateSerializer, Alias("actors.breaker-state")]
public enum BreakerState
{
    /// <summary>Exchanges go through.</summary>
    Closed,

    /// <summary>The host failed too often in a row; everybody waits for the next probe.</summary>
    Open,

    /// <summary>One exchange is under way as a probe.</summary>
    HalfOpen,

    /// <summary>Its probes failed too: what waits is refused, until a later exchange tries it again.</summary>
    Down,
}
