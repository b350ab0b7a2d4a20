using System.Collections.Immutable;

namespace Actors.System.Tests.Chaos;

/// <summary>Faults as functions: each strikes, lasts, and makes the cluster whole again before it ends.</summary>
internal static class ClusterFaults
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One at a time: a harvest must survive each whole. Drawn alike.</summary>
    public static ImmutableArray<(string Name, Func<ChaosCluster, Random, Task> Strike)> Single { get; } =
    [
        ("nothing", (_, _) => Task.CompletedTask),
        ("kill -9 of a silo", KillSilo),
        ("a silo stands still and wakes up", FreezeSilo),
        ("a silo is told to stop", StopSilo),
        ("all silos are replaced, one after the other", RollSilos),
        ("kill -9 of a gateway", KillGateway),
        ("kill -9 of Redis, which comes back with its file", RestartRedis),
        ("Redis stands still", FreezeRedis),
        ("Redis is slow", SlowRedis),
        ("a silo is cut off from Redis", CutRedis),
        ("the clock of a silo jumps", JumpClock),
    ];

    /// <summary>More than one at a time too: in long runs.</summary>
    public static ImmutableArray<(string Name, Func<ChaosCluster, Random, Task> Strike)> All { get; } = [.. Single, ("kill -9 of two silos", KillTwoSilos)];

    private static async Task KillSilo(ChaosCluster cluster, Random random)
    {
        var silo = cluster.AnySilo(random);
        await silo.Process.Kill();
        await silo.Start();
    }

    private static async Task KillTwoSilos(ChaosCluster cluster, Random random)
    {
        var (first, second) = cluster.TwoSilos(random);
        await Task.WhenAll(first.Process.Kill(), second.Process.Kill());
        await Task.WhenAll(first.Start(), second.Start());
    }

    private static async Task FreezeSilo(ChaosCluster cluster, Random random)
    {
        var silo = cluster.AnySilo(random);
        await silo.Process.Freeze();
        await Last(random, from: 1, to: 20);
        await silo.Process.Thaw();
        await cluster.Revive(silo);
    }

    private static async Task StopSilo(ChaosCluster cluster, Random random)
    {
        var silo = cluster.AnySilo(random);
        await Stop(silo);
        await silo.Start();
    }

    private static async Task RollSilos(ChaosCluster cluster, Random random)
    {
        foreach (var silo in cluster.Silos)
        {
            await Stop(silo);
            await silo.Start();
        }
    }

    private static async Task KillGateway(ChaosCluster cluster, Random random)
    {
        cluster.Outages.Begin();
        await cluster.KillGateway();
        await Last(random, from: 0, to: 3);
        await cluster.StartGateway();
        cluster.Outages.End();
    }

    private static async Task RestartRedis(ChaosCluster cluster, Random random) => await cluster.Redis.KillAndRestart();

    private static async Task FreezeRedis(ChaosCluster cluster, Random random)
    {
        await cluster.Redis.Process.Freeze();
        await Last(random, from: 1, to: 8);
        await cluster.Redis.Process.Thaw();
    }

    private static async Task SlowRedis(ChaosCluster cluster, Random random)
    {
        var line = cluster.LineOf(cluster.AnySilo(random));
        line.Delay = TimeSpan.FromMilliseconds(random.Next(20, 300));
        await Last(random, from: 2, to: 8);
        line.Delay = TimeSpan.Zero;
    }

    private static async Task CutRedis(ChaosCluster cluster, Random random)
    {
        var silo = cluster.AnySilo(random);
        cluster.LineOf(silo).Cut();
        await Last(random, from: 1, to: 10);
        cluster.LineOf(silo).Mend();
        await cluster.Revive(silo);
    }

    private static async Task JumpClock(ChaosCluster cluster, Random random)
    {
        await cluster.SetClock(TimeSpan.FromHours(random.Next(2) == 0 ? 1 : -1));
        await Last(random, from: 3, to: 8);
        await cluster.SetClock(TimeSpan.Zero);
    }

    private static async Task Stop(Clusters.RedisCluster.ClusterSilo silo)
    {
        await silo.Process.Terminate();
        Assert.Equal(0, await silo.Process.WaitForExit(TimeSpan.FromSeconds(60)));
    }

    private static Task Last(Random random, double from, double to) =>
        Task.Delay(TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from))), TimeProvider.System, Cancel);
}
