using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>What keeps requests from leaving for a harvest's hosts, all its authorities together: the strictest counts.</summary>
/// <param name="Paused">Somebody paused the origin; nobody knows until when.</param>
/// <param name="HoldUntil">It asked to be left alone until then; null if it did not, or the time is over.</param>
/// <param name="BreakerUntil">It seems down, and the next probe is due then; null if it does not.</param>
/// <param name="PerSecond">Requests per second that are allowed; null = any number.</param>
internal sealed record HostStanding(bool Paused, DateTimeOffset? HoldUntil, DateTimeOffset? BreakerUntil, double? PerSecond)
{
    public static HostStanding Free { get; } = new(false, null, null, null);

    public static HostStanding Of(IReadOnlyCollection<ThrottleStatus> throttles, DateTimeOffset now) => new(
        throttles.Any(throttle => throttle.Paused),
        throttles.Max(throttle => throttle.HoldUntil > now ? throttle.HoldUntil : null),
        throttles.Max(throttle => throttle.Breaker is { State: not BreakerState.Closed, Until: { } until } && until > now ? until : (DateTimeOffset?)null),
        throttles.Min(throttle => throttle.RateLimit));

    /// <summary>When the first request may leave again; null if one may now, or if that is unknown.</summary>
    public DateTimeOffset? BlockedUntil => HoldUntil is null || BreakerUntil > HoldUntil ? BreakerUntil : HoldUntil;

    /// <summary>The same as something that a country waits for; null if requests may leave.</summary>
    public Waiting? Waiting =>
        Paused ? new Waiting(WaitingReason.Paused)
        : BlockedUntil is not { } until ? null
        : new Waiting(until == HoldUntil ? WaitingReason.Hold : WaitingReason.Breaker, until);
}
