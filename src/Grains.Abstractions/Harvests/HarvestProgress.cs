namespace Actors.Grains.Harvests;

/// <summary>How far a harvest is: state, not an event; only the newest matters, and it is never replayed.</summary>
/// <param name="Seq">The last numbered event that is included.</param>
/// <param name="EtaMs">Milliseconds to the end, by the pace so far; null while there is none.</param>
[GenerateSerializer, Immutable, Alias("actors.harvest-progress")]
public sealed record HarvestProgress(
    [property: Id(0)] long Seq, [property: Id(1)] HarvestCounts Counts, [property: Id(2)] int InFlight, [property: Id(3)] long? EtaMs);
