using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>A country whose activation goes while it works: its directory entry died with another silo, or its own silo stops.</summary>
public sealed class LeavingCountryTests
{
    [Fact]
    public async Task One_that_goes_while_it_stores_is_ordered_again_and_not_said_to_have_failed()
    {
        var kept = new KeptStorage();
        await using var origin = await TestOrigin.Start();
        await using var silo = await TestSilo.Start(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Origins:x:FlagUrl"] = origin.Url + "/{cc}.svg", ["Origins:x:AllowPrivateAddresses"] = "true",
            },
            kept: kept,
            configure: services => services.AddKeyedSingleton<IGrainStorage>(Storage.Name, (all, _) => new WatchedStorage(kept.Of(all))));
        var stored = (WatchedStorage)silo.Stored;
        var (country, harvest) = (silo.Grains.GetGrain<ICountryGrain>("x/BR"), silo.Grains.GetGrain<IHarvestGrain>(Guid.CreateVersion7().ToString("n")));
        var gate = new TaskCompletionSource();
        stored.WriteGate = gate.Task;
        await harvest.Start(new HarvestRequest { Origin = "x", Countries = ["BR"], Parts = Parts.Flag });
        await CountryFixture.Until(() => stored.Begun == 1);

        await Activations.Deactivate(silo.Grains, country);
        gate.SetResult();

        var ended = await ClusterFixture.Ended(harvest);
        Assert.Null(ended.Countries[0].Error);
        Assert.Equal(1, ended.Counts.Ok);
    }
}
