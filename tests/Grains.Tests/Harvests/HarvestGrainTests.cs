using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Harvests;

public sealed class HarvestGrainTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static HarvestRequest Request(string origin, params string[] codes) => new() { Origin = origin, Countries = [.. codes] };

    [Fact]
    public async Task A_harvest_ends_with_every_country_ok_and_its_events_numbered_from_one()
    {
        var id = Guid.CreateVersion7().ToString("n");

        var ended = await cluster.Harvest(Request("o0", "br", "C", "DE") with { Concurrency = 3 }, id);

        Assert.Equal(HarvestState.Completed, ended.State);
        Assert.Equal(28, ended.Counts.Ok);
        Assert.Equal(29, ended.Seq);
        var brazil = ended.Countries.Single(country => country.Code == "BR");
        Assert.Equal(("Land of BR", Via.Origin, 2), (brazil.Country, brazil.Via, brazil.Attempts));
        Assert.Equal("image/svg+xml", brazil.Flag!.MediaType);
        var news = await cluster.Grains.GetGrain<IHarvestGrain>(id).Watch(new Nobody().Reference(cluster), 0);
        Assert.Equal(Enumerable.Range(1, 29).Select(n => (long)n), news!.Events.Select(stored => stored.Seq));
        Assert.IsType<HarvestEvent.Completed>(news.Events[^1]);
    }

    [Fact]
    public async Task A_second_harvest_is_answered_from_the_store_and_a_refresh_by_304()
    {
        await cluster.Harvest(Request("o1", "FR", "IT"));
        var before = cluster.Origin.Total;

        var again = await cluster.Harvest(Request("o1", "FR", "IT"));
        Assert.All(again.Countries, country => Assert.Equal((Via.Store, 0), (country.Via!.Value, country.Attempts)));
        Assert.Equal(before, cluster.Origin.Total);

        var refreshed = await cluster.Harvest(Request("o1", "FR", "IT") with { Refresh = Refresh.Always });
        Assert.All(refreshed.Countries, country => Assert.Equal((Via.Revalidated, 2), (country.Via!.Value, country.Attempts)));
    }

    [Fact]
    public async Task An_unassigned_code_costs_one_request_and_is_not_found()
    {
        cluster.Origin.Script = (path, _) => path.StartsWith("/o2/zz", StringComparison.Ordinal) ? Results.NotFound() : null;

        var ended = await cluster.Harvest(Request("o2", "ZZ"));

        Assert.Equal(CountryState.NotFound, ended.Countries[0].State);
        Assert.Equal(1, cluster.Origin.RequestsFor("/o2/zz/zz.svg"));
        Assert.Equal(0, cluster.Origin.RequestsFor("/o2/zz/metadata.json"));
    }

    [Fact]
    public async Task A_country_that_fails_for_now_is_tried_again_and_one_that_fails_for_good_is_not()
    {
        cluster.Origin.Script = (path, count) => path switch
        {
            "/o3/aa/aa.svg" when count < 3 => Results.StatusCode(503),
            "/o3/bb/metadata.json" => Results.StatusCode(403),
            "/o3/cc/cc.svg" => Results.StatusCode(500),
            _ => null,
        };

        var ended = await cluster.Harvest(Request("o3", "AA", "BB", "CC") with { MaxAttempts = 3 });

        Assert.Equal((CountryState.Ok, 4), (ended.Countries[0].State, ended.Countries[0].Attempts));
        Assert.Equal(("forbidden", "metadata", 403, 1), Error(ended.Countries[1]));
        Assert.Equal(("http_5xx", "flag", 500, 3), Error(ended.Countries[2]));
        Assert.Equal(3, cluster.Origin.RequestsFor("/o3/cc/cc.svg"));

        static (string, string?, int?, int) Error(CountryStatus country) =>
            (country.Error!.Code, country.Error.Exchange, country.Error.Status, country.Error.Attempts);
    }

    [Fact]
    public async Task Two_harvests_at_once_fetch_each_country_once_and_stay_under_the_cap_together()
    {
        var first = cluster.Harvest(Request("o4", "A", "B") with { Concurrency = 50 });
        var second = cluster.Harvest(Request("o4", "A", "B") with { Concurrency = 50 });

        Assert.All(await Task.WhenAll(first, second), ended => Assert.Equal(52, ended.Counts.Ok));
        Assert.Equal(104, cluster.Origin.Order.Count(path => path.StartsWith("/o4/", StringComparison.Ordinal)));
        Assert.InRange(cluster.Origin.Peak, 1, 4);
    }

    [Fact]
    public async Task The_same_request_under_one_id_is_one_harvest_and_another_one_conflicts()
    {
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("idem");
        var first = await harvest.Start(Request("o5", "GB"));
        var again = await harvest.Start(Request("o5", "GB"));

        Assert.Equal(first.StartedAt, again.StartedAt);
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => harvest.Start(Request("o5", "GR")));
        await ClusterFixture.Ended(harvest);
    }

    [Fact]
    public async Task An_unknown_origin_or_country_is_refused_by_name_and_nothing_is_kept()
    {
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("refused");

        var origin = await Assert.ThrowsAsync<UnknownOriginException>(() => harvest.Start(Request("mars", "GB")));
        var country = await Assert.ThrowsAsync<InvalidRequestException>(() => harvest.Start(Request("o5", "GB", "é")));

        Assert.Equal("mars", origin.Label);
        Assert.Contains("o5", origin.Known);
        Assert.Equal("countries[1]", country.Field);
        Assert.Null(await harvest.Get());
    }

    private sealed class Nobody : IHarvestObserver
    {
        public Task Changed(HarvestNews news) => Task.CompletedTask;

        public IHarvestObserver Reference(ClusterFixture cluster) => cluster.Grains.CreateObjectReference<IHarvestObserver>(this);
    }
}
