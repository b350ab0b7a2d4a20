using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Origins;

/// <summary>An origin and how its throttle stands. What no throttle tells yet (breaker, budget) is null.</summary>
internal sealed record OriginBody(
    string Label,
    string? FlagUrl,
    string? MetadataUrl,
    ConcurrencyBody Concurrency,
    RateBody Rate,
    HoldBody? Hold,
    string? Breaker,
    double? Budget,
    bool Paused)
{
    public static OriginBody From(OriginStatus origin)
    {
        var throttle = origin.Throttle;
        return new OriginBody(
            origin.Label, origin.FlagUrl, origin.MetadataUrl,
            new ConcurrencyBody(throttle.Limit, throttle.InFlight, throttle.Waiting),
            new RateBody(throttle.RateLimit, throttle.LastSecond),
            HoldBody.From(throttle), Breaker: null, Budget: null, throttle.Paused);
    }
}

/// <summary>Exchanges over the whole cluster.</summary>
internal sealed record ConcurrencyBody(int Limit, int InFlight, int Waiting);

/// <summary>Requests per second: allowed (null = any number) and sent.</summary>
internal sealed record RateBody(double? Limit, int LastSecond);

/// <summary>The origin asked to be left alone.</summary>
internal sealed record HoldBody(DateTimeOffset Until, string? Reason)
{
    public static HoldBody? From(ThrottleStatus throttle) =>
        throttle.HoldUntil is { } until ? new HoldBody(until, throttle.HoldReason) : null;
}
