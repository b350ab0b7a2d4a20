using System.Threading.Channels;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Countries;

public sealed class CountryGrainTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICountryGrain Country(string key) => cluster.Grains.GetGrain<ICountryGrain>(key);

    private static CountryOrder Order(string harvest, Parts parts = Parts.Both, Refresh refresh = Refresh.Stale) => new()
    {
        Harvest = harvest, Parts = parts, Refresh = refresh, MaxAttempts = 3, Concurrency = 5, Rank = 0,
    };

    [Fact]
    public async Task A_reader_is_told_of_the_end_and_reads_what_was_stored()
    {
        var reader = new Reader(cluster);
        var brazil = Country("o0/BR");
        Assert.Null(await brazil.Read());

        Assert.Null(await brazil.Demand("r1", reader.Self));
        var (request, outcome) = await reader.Next();

        Assert.Equal(("r1", CountryState.Ok), (request, outcome.State));
        var stored = await brazil.Read();
        Assert.Equal(("Land of BR", false, 64), (stored!.Country, stored.Stale, stored.Flag!.Sha256.Length));
        Assert.Equal(stored.Flag, (await brazil.ReadFlag())!.Info);
        Assert.Equal(Via.Store, (await brazil.Demand("r2", reader.Self))!.Via);
    }

    [Fact]
    public async Task A_reader_goes_ahead_of_every_waiting_country_of_a_harvest()
    {
        cluster.Origin.Hold();
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("slow");
        await harvest.Start(new HarvestRequest { Origin = "o1", Countries = ["A"], Concurrency = 50 });
        await Until(() => cluster.Origin.InFlight == 4);
        var reader = new Reader(cluster);
        await Country("o1/ZZ").Demand("r", reader.Self);

        cluster.Origin.Release(1);
        await Until(() => cluster.Origin.RequestsFor("/o1/zz/zz.svg") == 1);

        var seen = cluster.Origin.Order.Where(path => path.StartsWith("/o1/", StringComparison.Ordinal)).ToList();
        Assert.Equal("/o1/zz/zz.svg", seen[4]);
        cluster.Origin.Release();
        await ClusterFixture.Ended(harvest);
        Assert.Equal(CountryState.Ok, (await reader.Next()).Outcome.State);
    }

    [Fact]
    public async Task A_harvest_that_asks_again_is_told_again_and_nothing_is_fetched_twice()
    {
        await cluster.Harvest(new HarvestRequest { Origin = "o2", Countries = ["FR"], Refresh = Refresh.Always }, "told");
        var france = Country("o2/FR");
        await Activations.Deactivate(cluster.Grains, france);

        var again = await france.Order(Order("told", refresh: Refresh.Always));

        Assert.Equal((Via.Origin, 2), (again!.Via!.Value, again.Attempts));
        Assert.Equal(1, cluster.Origin.RequestsFor("/o2/fr/fr.svg"));
    }

    [Fact]
    public async Task A_failed_refresh_leaves_what_is_stored_untouched()
    {
        await cluster.Harvest(new HarvestRequest { Origin = "o3", Countries = ["IT"] });
        var before = await Country("o3/IT").ReadFlag();
        cluster.Origin.Script = (path, _) => path.StartsWith("/o3/", StringComparison.Ordinal) ? Results.Text("<html>", "text/html") : null;

        var ended = await cluster.Harvest(new HarvestRequest { Origin = "o3", Countries = ["IT"], Refresh = Refresh.Always });

        Assert.Equal("wrong_content_type", ended.Countries[0].Error!.Code);
        var after = await Country("o3/IT").ReadFlag();
        Assert.Equal(before!.Info, after!.Info);
        Assert.Equal(before.Body, after.Body);
    }

    [Fact]
    public async Task Metadata_that_fails_keeps_the_flag_out_of_the_store_too()
    {
        cluster.Origin.Script = (path, _) => path == "/o4/se/metadata.json" ? Results.StatusCode(418) : null;

        var ended = await cluster.Harvest(new HarvestRequest { Origin = "o4", Countries = ["SE"] });

        Assert.Equal(("http_4xx", "metadata"), (ended.Countries[0].Error!.Code, ended.Countries[0].Error!.Exchange));
        Assert.Null(await Country("o4/SE").Read());
    }

    [Fact]
    public async Task One_part_may_be_asked_for_alone_and_the_other_later()
    {
        var flag = await cluster.Harvest(new HarvestRequest { Origin = "o5", Countries = ["DK"], Parts = Parts.Flag });
        var metadata = await cluster.Harvest(new HarvestRequest { Origin = "o5", Countries = ["DK"], Parts = Parts.Metadata });

        Assert.Equal((null, 1), (flag.Countries[0].Country, flag.Countries[0].Attempts));
        Assert.NotNull(flag.Countries[0].Flag);
        Assert.Equal(("Land of DK", 1), (metadata.Countries[0].Country, metadata.Countries[0].Attempts));
        Assert.Null(metadata.Countries[0].Flag);
    }

    [Fact]
    public async Task An_order_for_another_part_than_the_one_under_way_gets_a_flight_of_its_own()
    {
        cluster.Origin.Hold();
        var flag = cluster.Harvest(new HarvestRequest { Origin = "o6", Countries = ["NO"], Parts = Parts.Flag });
        await Until(() => cluster.Origin.InFlight > 0);
        var both = cluster.Harvest(new HarvestRequest { Origin = "o6", Countries = ["NO"], Parts = Parts.Both });
        await Task.Yield();
        cluster.Origin.Release();

        Assert.Equal(CountryState.Ok, (await flag).Countries[0].State);
        Assert.Equal("Land of NO", (await both).Countries[0].Country);
        Assert.Equal(1, cluster.Origin.RequestsFor("/o6/no/no.svg"));
    }

    [Fact]
    public async Task Whoever_wants_one_part_does_not_share_the_others_failure()
    {
        cluster.Origin.Script = (path, _) => path == "/o9/gr/metadata.json" ? Results.NotFound() : null;
        cluster.Origin.Hold();
        var both = cluster.Harvest(new HarvestRequest { Origin = "o9", Countries = ["GR"] });
        await Until(() => cluster.Origin.RequestsFor("/o9/gr/gr.svg") == 1);
        var flag = cluster.Harvest(new HarvestRequest { Origin = "o9", Countries = ["GR"], Parts = Parts.Flag });
        await Task.Yield();
        cluster.Origin.Release();

        Assert.Equal(CountryState.NotFound, (await both).Countries[0].State);
        Assert.Equal(CountryState.Ok, (await flag).Countries[0].State);
    }

    [Fact]
    public async Task A_harvest_over_two_authorities_keeps_to_its_concurrency_over_both()
    {
        cluster.Origin.Hold();
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("two-authorities");
        await harvest.Start(new HarvestRequest { Origin = "two", Countries = ["A"], Concurrency = 3 });
        await Until(() => cluster.Origin.InFlight == 3);
        for (var released = 0; released < 52; released++)
        {
            cluster.Origin.Release(1);
            Assert.InRange(cluster.Origin.InFlight, 0, 3);
        }

        cluster.Origin.Release();
        Assert.Equal(26, (await ClusterFixture.Ended(harvest)).Counts.Ok);
    }

    [Fact]
    public async Task A_harvest_with_less_patience_fails_first_and_the_other_goes_on()
    {
        cluster.Origin.Script = (path, count) => path == "/o7/fi/fi.svg" && count < 3 ? Results.StatusCode(503) : null;
        // The hasty one's attempt is on its way before the other joins: which comes first decides what it counts.
        cluster.Origin.Hold();
        var hasty = cluster.Harvest(new HarvestRequest { Origin = "o7", Countries = ["FI"], MaxAttempts = 1 });
        await Until(() => cluster.Origin.InFlight == 1);
        cluster.Origin.Release();
        var patient = cluster.Harvest(new HarvestRequest { Origin = "o7", Countries = ["FI"], MaxAttempts = 10 });

        Assert.Equal(CountryState.Ok, (await patient).Countries[0].State);
        Assert.Equal((CountryState.Failed, 1), ((await hasty).Countries[0].State, (await hasty).Countries[0].Error!.Attempts));
    }

    [Fact]
    public async Task Stored_countries_are_listed_in_code_order_page_by_page()
    {
        await cluster.Harvest(new HarvestRequest { Origin = "o8", Countries = ["ZW", "AD", "MX"] });
        var origins = cluster.Grains.GetGrain<IOriginsGrain>(0);

        Assert.Equal(["AD", "MX"], (await origins.Countries("O8", CountryFilter.None, null, 2)).Select(country => country.Code));
        Assert.Equal(["ZW"], (await origins.Countries("o8", CountryFilter.None, "MX", 2)).Select(country => country.Code));
        Assert.Equal(["AD"], (await origins.Countries("o8", new CountryFilter("land of a"), null, 2)).Select(country => country.Code));
        Assert.Empty(await origins.Countries("o8", new CountryFilter(Continent: "EU"), null, 2));
        Assert.Equal(4, (await origins.Find("o8")).Throttle.Limit);
        await Assert.ThrowsAsync<UnknownOriginException>(() => origins.Find("mars"));
    }

    [Fact]
    public async Task A_list_leaves_nothing_of_countries_that_are_not_stored_in_memory()
    {
        await cluster.Harvest(new HarvestRequest { Origin = "o10", Countries = ["PT"] });
        await cluster.Grains.GetGrain<IOriginsGrain>(0).Countries("o10", CountryFilter.None, null, 1000);

        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        List<string> active = [];
        for (var tries = 0; tries < 500; tries++)
        {
            var keys = (await management.GetActiveGrains(GrainType.Create("country"), Cancel)).Select(id => id.Key.ToString()!);
            active = [.. keys.Where(key => key.StartsWith("o10/", StringComparison.Ordinal))];
            if (active.Count <= 1)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        }

        Assert.Equal(["o10/PT"], active);
    }

    [Fact]
    public async Task A_country_of_an_unknown_origin_says_so() =>
        await Assert.ThrowsAsync<UnknownOriginException>(() => Country("mars/BR").Read());

    private static async Task Until(Func<bool> happened)
    {
        for (var tries = 0; !happened(); tries++)
        {
            Assert.InRange(tries, 0, 1000);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }
    }

    private sealed class Reader : ICountryObserver
    {
        private readonly Channel<(string, CountryStatus)> _settled = Channel.CreateUnbounded<(string, CountryStatus)>();

        public Reader(ClusterFixture cluster) => Self = cluster.Grains.CreateObjectReference<ICountryObserver>(this);

        public ICountryObserver Self { get; }

        public Task Settled(string request, CountryStatus outcome)
        {
            _settled.Writer.TryWrite((request, outcome));
            return Task.CompletedTask;
        }

        public async Task<(string Request, CountryStatus Outcome)> Next() =>
            await _settled.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }
}
