namespace Actors.Grains.Throttles;

/// <summary>What a throttle must not forget. The epoch fences: an activation whose epoch is no longer the stored one has been replaced.</summary>
[GenerateSerializer, Alias("actors.throttle-record")]
internal sealed class ThrottleRecord
{
    [Id(0)] public long Epoch { get; set; }

    [Id(1)] public DateTimeOffset? HoldUntil { get; set; }

    [Id(2)] public string? HoldReason { get; set; }

    [Id(3)] public bool Paused { get; set; }

    [Id(4)] public BreakerRecord Breaker { get; set; } = new();

    /// <summary>Retries that were left; null in records of older versions.</summary>
    [Id(5)] public double? Budget { get; set; }

    /// <summary>When <see cref="Budget"/> was true.</summary>
    [Id(6)] public DateTimeOffset BudgetAt { get; set; }

    /// <summary>Requests per second that were found; null if none.</summary>
    [Id(7)] public double? LearnedRate { get; set; }

    /// <summary>Refusals in a row that named no time (<see cref="HostHold"/>).</summary>
    [Id(8)] public int UnstatedHolds { get; set; }
}
