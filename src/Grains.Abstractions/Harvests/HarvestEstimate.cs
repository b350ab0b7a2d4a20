namespace Actors.Grains.Harvests;

/// <summary>What a harvest would cost.</summary>
/// <param name="Total">Countries.</param>
/// <param name="Requests">HTTP exchanges, if none is repeated.</param>
/// <param name="EstimatedMs">Milliseconds, by the origin's cap, rate, hold and how long its exchanges took lately.</param>
[GenerateSerializer, Immutable, Alias("actors.harvest-estimate")]
public sealed record HarvestEstimate([property: Id(0)] int Total, [property: Id(1)] int Requests, [property: Id(2)] long EstimatedMs);
