using Actors.Grains.Countries;

namespace Actors.Grains.Harvests;

/// <summary>A numbered event of a harvest: stored before anyone hears of it, replayable for the harvest's life.</summary>
/// <param name="Seq">From 1, growing by one.</param>
[GenerateSerializer, Immutable, Alias("actors.harvest-event")]
public abstract record HarvestEvent([property: Id(0)] long Seq)
{
    /// <summary>A country became final.</summary>
    [GenerateSerializer, Immutable, Alias("actors.harvest-event.country")]
    public sealed record Country(long Seq, [property: Id(0)] CountryStatus Status) : HarvestEvent(Seq);

    /// <summary>The harvest was paused or resumed.</summary>
    [GenerateSerializer, Immutable, Alias("actors.harvest-event.state")]
    public sealed record State(long Seq, [property: Id(0)] HarvestState Now) : HarvestEvent(Seq);

    /// <summary>The last event of every harvest.</summary>
    [GenerateSerializer, Immutable, Alias("actors.harvest-event.completed")]
    public sealed record Completed(
        long Seq, [property: Id(0)] HarvestState Ending, [property: Id(1)] HarvestCounts Counts, [property: Id(2)] DateTimeOffset At)
        : HarvestEvent(Seq);
}
