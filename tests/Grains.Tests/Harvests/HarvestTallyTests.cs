using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Grains.Tests.Harvests;

public sealed class HarvestTallyTests
{
    private static HarvestEvent.Country Event(long seq, string code, CountryState state) =>
        new(seq, new CountryStatus { Code = code, State = state });

    [Fact]
    public void Counts_always_add_up_and_a_second_outcome_changes_nothing()
    {
        var tally = new HarvestTally(["AA", "BB", "CC", "DD"]);
        tally.Apply(Event(1, "AA", CountryState.Ok));
        tally.Apply(Event(2, "BB", CountryState.NotFound));
        tally.Apply(Event(3, "CC", CountryState.Failed));
        tally.Apply(Event(4, "AA", CountryState.Failed));
        tally.Apply(Event(5, "XX", CountryState.Ok));

        Assert.Equal(new HarvestCounts(1, 1, 1, 1, 0), tally.Counts);
        Assert.Equal(4, tally.Counts.Total);
        Assert.Equal([("DD", 3)], tally.Open);
    }

    [Fact]
    public void A_note_about_a_final_country_comes_too_late()
    {
        var tally = new HarvestTally(["AA"]);
        tally.Apply(Event(1, "AA", CountryState.Ok));
        tally.Note(new CountryStatus { Code = "AA", State = CountryState.Fetching });

        Assert.Equal(CountryState.Ok, tally["AA"].State);
    }

    [Fact]
    public void Fetching_counts_as_pending()
    {
        var tally = new HarvestTally(["AA"]);
        tally.Note(new CountryStatus { Code = "AA", State = CountryState.Fetching });

        Assert.Equal(1, tally.Counts.Pending);
        Assert.Equal(CountryState.Fetching, tally["AA"].State);
    }
}
