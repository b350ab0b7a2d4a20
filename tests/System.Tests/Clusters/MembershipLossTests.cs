using System.Net;
using Actors.Client;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>What becomes of silos whose Redis is away, and of silos whose Redis has forgotten them.</summary>
public sealed class MembershipLossTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>As in <c>deploy</c>.</summary>
    private static readonly TimeSpan SupervisorsWait = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_that_the_table_has_forgotten_stop_and_a_new_cluster_does_not_fetch_beside_them()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 1);
        using var client = cluster.Client(0);
        await RedisCluster.HarvestAll(client);
        await Eventually.True(async () => (await cluster.Origin.Stats()).Requests > 20, Patience, () => "the origin was asked");

        await cluster.Redis.Flush();
        var old = cluster.Silos.ToList();
        await cluster.AddSilo();
        var statuses = await Task.WhenAll(old.Select(silo => silo.Process.WaitForExit(Patience)));

        Assert.All(statuses, status => Assert.Equal(3, status));
        Assert.All(old, silo => Assert.Contains(silo.Process.Out.Lines, line => line.Contains("Cluster:Redis", StringComparison.Ordinal)));
        var gateway = await cluster.Stage.StartGateway(cluster.Settings);
        using var anew = new ActorsClient(gateway.Address);
        var harvest = await RedisCluster.HarvestAll(anew);
        await Eventually.True(async () => (await anew.GetHarvestAsync(harvest.Id, Cancel)).IsFinished, Patience, () => "the new cluster's harvest ended");
        Assert.InRange((await cluster.Origin.Stats()).Peak, 1, RedisCluster.Cap);
    }

    [Fact]
    public async Task Silos_that_the_table_has_forgotten_stop_even_if_nobody_writes_another()
    {
        await using var cluster = await RedisCluster.Start(silos: 2, gateways: 0);

        await cluster.Redis.Flush();
        var statuses = await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.WaitForExit(Patience)));

        Assert.All(statuses, status => Assert.Equal(3, status));
        Assert.All(cluster.Silos, silo => Assert.Contains(silo.Process.Out.Lines, line => line.Contains("Cluster:Redis", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Silos_whose_redis_comes_back_without_its_file_stop()
    {
        await using var cluster = await RedisCluster.Start(silos: 2, gateways: 0);

        await cluster.Redis.KillAndRestart(forgetful: true);
        var statuses = await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.WaitForExit(Patience)));

        Assert.All(statuses, status => Assert.Equal(3, status));
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_while_redis_is_away_ends_before_supervisors_kill_it()
    {
        await using var cluster = await RedisCluster.Start(silos: 1, gateways: 1);
        using var http = new HttpClient { BaseAddress = cluster.Gateways[0].Address };
        var silo = cluster.Silos[0].Process;

        await cluster.Redis.Process.Kill();
        using var unread = await http.GetAsync(new Uri("/v1/cluster", UriKind.Relative), Cancel);
        await silo.Terminate();
        var status = await silo.WaitForExit(SupervisorsWait);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, unread.StatusCode);
        Assert.Contains("\"cluster_unavailable\"", await unread.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, status);
        Assert.Contains(silo.Error.Lines, line => line.Contains("did not stop within", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redis_that_comes_back_with_its_file_costs_nothing_but_time()
    {
        await using var cluster = await RedisCluster.StartSlow(gateways: 1);
        using var client = cluster.Client(0);
        var harvest = await RedisCluster.HarvestAll(client);
        await Eventually.True(async () => (await cluster.Origin.Stats()).Requests > 20, Patience, () => "the origin was asked");

        Assert.False((await client.GetHarvestAsync(harvest.Id, Cancel)).IsFinished, "The harvest was over before.");
        await cluster.Redis.KillAndRestart();

        await Eventually.True(async () => (await client.GetHarvestAsync(harvest.Id, Cancel)).IsFinished, Patience, () => "the harvest ended");
        Assert.Equal(249, (await client.GetHarvestAsync(harvest.Id, Cancel)).Ok);
        Assert.InRange((await cluster.Origin.Stats()).Peak, 1, RedisCluster.Cap);
        Assert.All(cluster.Silos, silo => Assert.False(silo.Process.HasExited, silo.Process.Describe()));
    }
}
