using Actors.System.Tests.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>Three silos and two gateways on Redis.</summary>
public sealed class RedisClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_harvest_started_through_one_gateway_is_watched_through_the_other()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 2);

        var witness = await Harvest(cluster);
        await witness.WatchToTheEnd(cluster.Gateways[1].Address).WaitAsync(Patience, Cancel);

        await AssertWhole(cluster, witness);
        string[] origins = [];
        await Eventually.True(
            async () =>
            {
                // How many requests the last second had changes while it is asked.
                origins = await Task.WhenAll(cluster.Gateways.Select(gateway => Http.GetStringAsync(new Uri(gateway.Address, "/v1/origins"), Cancel)));
                return origins[0] == origins[1];
            },
            Patience,
            () => string.Join('\n', origins));
    }

    [Fact]
    public async Task A_silo_killed_in_mid_harvest_costs_seconds_and_no_outcome()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 2, ("Cluster__Profile", "Fast"));
        var witness = await Harvest(cluster);
        var watching = witness.WatchToTheEnd(cluster.Gateways[1].Address);

        await Task.WhenAny(witness.Reached(60), watching).WaitAsync(Patience, Cancel);
        Assert.False(watching.IsCompleted, "The harvest was over before.");
        await cluster.Silos[0].Process.Kill();

        await watching.WaitAsync(Patience, Cancel);
        await AssertWhole(cluster, witness);
    }

    [Fact]
    public async Task Silos_that_are_told_to_stop_one_after_the_other_lose_nothing()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 2);
        var witness = await Harvest(cluster);
        var watching = witness.WatchToTheEnd(cluster.Gateways[1].Address);
        await Task.WhenAny(witness.Reached(20), watching).WaitAsync(Patience, Cancel);

        Assert.False(watching.IsCompleted, "The harvest was over before.");
        foreach (var silo in cluster.Silos.ToList())
        {
            await silo.Process.Terminate();
            Assert.Equal(0, await silo.Process.WaitForExit(TimeSpan.FromSeconds(30)));
            await silo.Start();
        }

        await watching.WaitAsync(Patience, Cancel);
        await AssertWhole(cluster, witness);
    }

    private static async Task<Witness> Harvest(RedisCluster cluster)
    {
        using var client = cluster.Client(0);
        var harvest = await RedisCluster.HarvestAll(client);
        return new Witness(harvest.Id, harvest.Epoch);
    }

    private static async Task AssertWhole(RedisCluster cluster, Witness witness)
    {
        Assert.Equal(250, witness.Seq);
        Assert.True(witness.Failures.Count == 0, string.Join(Environment.NewLine, witness.Failures));
        Assert.Equal(249, witness.Outcomes.Count(outcome => outcome.Value == "ok"));
        Assert.InRange((await cluster.Origin.Stats()).Peak, 1, RedisCluster.Cap);
    }
}
