using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>Somebody wants one flag now, while a harvest wants all of them.</summary>
public sealed class ImpatientReaderTests
{
    private const int Cap = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flag_that_is_asked_for_during_a_harvest_of_all_waits_at_most_one_service_time_at_the_cap()
    {
        await using var stage = new Stage();
        await stage.StartOrigin(("Origin__Delay", "00:00:01"));
        var node = await stage.StartServe(Stage.FreeAddress(), ("Origin__Embedded", "false"), ("Origins__delay__MaxConcurrency", $"{Cap}"));
        using var client = new ActorsClient(node.Address);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "delay", All = true, Concurrency = Cap }, null, Cancel);
        await Eventually.True(
            async () => (await stage.Origin.Stats()).Requests >= 2 * Cap, TimeSpan.FromSeconds(30), () => "the harvest got under way");

        var arrivedBefore = (await stage.Origin.Stats()).Requests;
        var brazil = (await client.GetHarvestAsync(harvest.Id, Cancel)).Countries.Single(country => country.Code == "BR");
        await client.GetFlagAsync("BR", "delay", Cancel);

        // By code it is the thirty-first: in its turn it would have come after the two exchanges of each before it.
        Assert.Equal(CountryStates.Pending, brazil.State);
        Assert.InRange(arrivedBefore, 2 * Cap, 4 * Cap);
        var flag = Assert.Single(await stage.Origin.Events(), exchange => exchange.Path.EndsWith("/br/br.svg", StringComparison.Ordinal));
        // Those that had a permit already, at most; then the flag, or the metadata and it.
        Assert.InRange(flag.Sequence, arrivedBefore + 1, arrivedBefore + Cap + 2);
        await client.CancelHarvestAsync(harvest.Id, Cancel);
    }
}
