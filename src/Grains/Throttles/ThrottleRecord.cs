namespace Actors.Grains.Throttles;

/// <summary>What a throttle must not forget. The epoch fences: an activation whose epoch is no longer the stored one has been replaced.</summary>
[GenerateSerializer, Alias("actors.throttle-record")]
internal sealed class ThrottleRecord
{
    [Id(0)] public long Epoch { get; set; }

    [Id(1)] public DateTimeOffset? HoldUntil { get; set; }

    [Id(2)] public string? HoldReason { get; set; }
}
