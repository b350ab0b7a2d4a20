using System.Collections.Immutable;

namespace Actors.Grains.Harvests;

/// <summary>
/// The events after <see cref="After"/>, without a hole up to the last stored one, and how far the harvest is. A reader
/// whose last event is older than <see cref="After"/> missed a message and asks with <see cref="IHarvestGrain.Watch"/>.
/// </summary>
/// <param name="Epoch">Changes only if the stored log could not be continued; positions of another epoch are void.</param>
[GenerateSerializer, Immutable, Alias("actors.harvest-news")]
public sealed record HarvestNews(
    [property: Id(0)] string Epoch,
    [property: Id(1)] long After,
    [property: Id(2)] ImmutableArray<HarvestEvent> Events,
    [property: Id(3)] HarvestProgress Progress,
    [property: Id(4)] HarvestState State);
