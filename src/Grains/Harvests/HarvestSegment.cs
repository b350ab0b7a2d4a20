using System.Collections.Immutable;

namespace Actors.Grains.Harvests;

/// <summary>Events that were stored together.</summary>
[GenerateSerializer, Alias("actors.harvest-segment")]
internal sealed class HarvestSegment
{
    [Id(0)] public ImmutableArray<HarvestEvent> Events { get; set; } = [];
}
