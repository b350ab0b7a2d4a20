using Actors.System.Tests.Harvests;

namespace Actors.System.Tests.Clusters;

/// <summary>A silo that stands still and wakes up when the others have gone on without it.</summary>
public sealed class FrozenSiloTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_others_go_on_and_it_sends_nothing_more_when_it_wakes()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 2, ("Cluster__Profile", "Fast"));
        using var client = cluster.Client(0);
        var harvest = await RedisCluster.HarvestAll(client);
        var witness = new Witness(harvest.Id, harvest.Epoch);
        var watching = witness.WatchToTheEnd(cluster.Gateways[1].Address);
        await Task.WhenAny(witness.Reached(60), watching).WaitAsync(Patience, Cancel);

        var frozen = cluster.Silos[1].Process;
        Assert.False(watching.IsCompleted, "The harvest was over before.");
        await frozen.Freeze();
        await watching.WaitAsync(Patience, Cancel);
        Assert.True(witness.Failures.Count == 0, string.Join(Environment.NewLine, witness.Failures));
        Assert.Equal(249, witness.Outcomes.Count(outcome => outcome.Value == "ok"));
        var before = await cluster.Origin.Stats();
        // What it had open there stays open: the exception in the promise, bounded by the permits that it held.
        Assert.InRange(before.Peak, 1, 2 * RedisCluster.Cap);
        await frozen.Thaw();

        // It learns that it was voted out, and ends.
        Assert.NotEqual(0, await frozen.WaitForExit(Patience));
        Assert.Equal(before.Requests, (await cluster.Origin.Stats()).Requests);
    }
}
