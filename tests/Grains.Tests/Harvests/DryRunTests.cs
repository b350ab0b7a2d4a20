using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Harvests;

public sealed class DryRunTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private IOriginsGrain Origins => cluster.Grains.GetGrain<IOriginsGrain>(0);

    private static HarvestRequest Request(string origin, params string[] codes) => new() { Origin = origin, Countries = [.. codes] };

    [Theory]
    [InlineData(0, 5, 100, null, 0, 0)]
    [InlineData(498, 5, 100, null, 0, 10_000)]
    [InlineData(1, 5, 100, null, 0, 100)]
    [InlineData(10, 5, 100, null, 30_000, 30_200)]
    [InlineData(101, 50, 100, 10.0, 0, 10_100)]
    [InlineData(101, 50, 100, 10.0, 5000, 15_100)]
    public void It_takes_the_hold_then_the_rounds_or_what_the_rate_allows(
        int requests, int atOnce, int exchangeMs, double? perSecond, int holdMs, int expectedMs)
    {
        var hosts = new HostStanding(false, holdMs > 0 ? Now.AddMilliseconds(holdMs) : null, null, perSecond);

        Assert.Equal(
            TimeSpan.FromMilliseconds(expectedMs), DryRun.Duration(requests, atOnce, TimeSpan.FromMilliseconds(exchangeMs), hosts, Now));
    }

    [Fact]
    public async Task It_counts_the_exchanges_that_are_missing_and_sends_none()
    {
        var before = cluster.Origin.Total;

        var estimate = await Origins.Estimate(Request("o13", "C") with { Concurrency = 50 });

        // 4 at once is the origin's cap; nothing was fetched yet, so an exchange is taken to last half a second.
        Assert.Equal(new HarvestEstimate(26, 52, 6500), estimate);
        Assert.Equal(before, cluster.Origin.Total);
        Assert.Null(await cluster.Grains.GetGrain<ICountryGrain>("o13/CA").Read());
    }

    [Fact]
    public async Task What_is_fresh_costs_nothing_unless_it_is_to_be_refreshed_and_the_time_is_what_it_took_before()
    {
        await cluster.Harvest(Request("o14", "D"));

        Assert.Equal(new HarvestEstimate(26, 0, 0), await Origins.Estimate(Request("o14", "D")));
        var refresh = await Origins.Estimate(Request("o14", "D", "EE") with { Refresh = Refresh.Always, Parts = Parts.Flag });
        Assert.Equal((27, 27), (refresh.Total, refresh.Requests));
        Assert.InRange(refresh.EstimatedMs, 0, 3499);
    }

    [Fact]
    public async Task What_a_start_would_refuse_is_refused()
    {
        await Assert.ThrowsAsync<UnknownOriginException>(() => Origins.Estimate(Request("mars", "GB")));
        await Assert.ThrowsAsync<InvalidRequestException>(() => Origins.Estimate(Request("o13", "é")));
    }
}
