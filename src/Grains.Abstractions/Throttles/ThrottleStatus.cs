namespace Actors.Grains.Throttles;

/// <summary>A throttle as people see it.</summary>
[GenerateSerializer, Immutable, Alias("actors.throttle-status")]
public sealed record ThrottleStatus
{
    /// <summary>Exchanges that may be in flight over the whole cluster.</summary>
    [Id(0)] public required int Limit { get; init; }

    [Id(1)] public required int InFlight { get; init; }

    [Id(2)] public required int Waiting { get; init; }

    /// <summary>Requests per second; null = none set.</summary>
    [Id(3)] public double? RateLimit { get; init; }

    /// <summary>Permits granted in the last second.</summary>
    [Id(4)] public required int LastSecond { get; init; }

    [Id(5)] public DateTimeOffset? HoldUntil { get; init; }

    [Id(6)] public string? HoldReason { get; init; }

    [Id(7)] public bool Paused { get; init; }

    [Id(8)] public BreakerStatus? Breaker { get; init; }

    [Id(9)] public BudgetStatus? Budget { get; init; }
}
