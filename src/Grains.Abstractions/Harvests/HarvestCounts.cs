namespace Actors.Grains.Harvests;

/// <summary>How many countries stand where; always adds up to the harvest's total. Open ones are pending.</summary>
[GenerateSerializer, Immutable, Alias("actors.harvest-counts")]
public sealed record HarvestCounts(
    [property: Id(0)] int Pending,
    [property: Id(1)] int Ok,
    [property: Id(2)] int NotFound,
    [property: Id(3)] int Failed,
    [property: Id(4)] int Cancelled)
{
    public int Total => Pending + Ok + NotFound + Failed + Cancelled;
}
