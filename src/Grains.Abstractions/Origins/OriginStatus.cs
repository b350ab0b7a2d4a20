using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>An origin as people see it: where it fetches from and how its throttle stands. No secrets.</summary>
[GenerateSerializer, Immutable, Alias("actors.origin-status")]
public sealed record OriginStatus(
    [property: Id(0)] string Label,
    [property: Id(1)] string? FlagUrl,
    [property: Id(2)] string? MetadataUrl,
    [property: Id(3)] ThrottleStatus Throttle);
