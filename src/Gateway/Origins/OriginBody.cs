using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Origins;

/// <summary>An origin and how its throttle stands. What its throttle does not tell (breaker, budget) is null.</summary>
internal sealed record OriginBody(
    string Label,
    string? FlagUrl,
    string? MetadataUrl,
    ConcurrencyBody Concurrency,
    RateBody Rate,
    HoldBody? Hold,
    BreakerBody? Breaker,
    BudgetBody? Budget,
    bool Paused)
{
    public static OriginBody From(OriginStatus origin)
    {
        var throttle = origin.Throttle;
        return new OriginBody(
            origin.Label, origin.FlagUrl, origin.MetadataUrl,
            new ConcurrencyBody(throttle.Limit, throttle.InFlight, throttle.Waiting),
            new RateBody(throttle.RateLimit, throttle.LastSecond),
            HoldBody.From(throttle), BreakerBody.From(throttle.Breaker), BudgetBody.From(throttle.Budget), throttle.Paused);
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

/// <summary>Whether the host seems alive.</summary>
/// <param name="Until">When the next probe is due; null while closed.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="LastError">The code of the last failure, as a country's <c>error.code</c>; null if none is remembered.</param>
internal sealed record BreakerBody(BreakerState State, DateTimeOffset? Until, int Failures, string? LastError)
{
    public static BreakerBody? From(BreakerStatus? breaker) =>
        breaker is null ? null : new BreakerBody(breaker.State, breaker.Until, breaker.Failures, breaker.Last?.Code);
}

/// <summary>Retries that the host may be sent now, and the most that can be saved up.</summary>
internal sealed record BudgetBody(int Left, int Limit)
{
    public static BudgetBody? From(BudgetStatus? budget) => budget is null ? null : new BudgetBody(budget.Left, budget.Limit);
}
