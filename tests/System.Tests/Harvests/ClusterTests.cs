using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Harvests;

/// <summary>One silo, two gateways and the origin, four processes that find each other without Redis.</summary>
public sealed class ClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_harvests_started_through_two_gateways_share_the_cap_and_fetch_each_country_once()
    {
        const int cap = 5;
        await using var stage = new Stage();
        await stage.StartOrigin(("Origin__Delay", "00:00:00.05"));
        await stage.StartSilo(("Origins__delay__MaxConcurrency", $"{cap}"));
        var gateways = await Task.WhenAll(stage.StartGateway(), stage.StartGateway());
        using var first = new ActorsClient(gateways[0].Address);
        using var second = new ActorsClient(gateways[1].Address);
        var order = new HarvestOrder { Origin = "delay", All = true, Concurrency = 1000 };

        var harvests = await Task.WhenAll(first.StartHarvestAsync(order, null, Cancel), second.StartHarvestAsync(order, null, Cancel));
        var witnesses = harvests.Select(harvest => new Witness(harvest.Id, harvest.Epoch)).ToArray();
        await Task.WhenAll(witnesses[0].WatchToTheEnd(gateways[1].Address), witnesses[1].WatchToTheEnd(gateways[0].Address)).WaitAsync(Patience, Cancel);

        Assert.NotEqual(harvests[0].Id, harvests[1].Id);
        foreach (var witness in witnesses)
        {
            Assert.Equal(250, witness.Seq);
            Assert.Equal(249, witness.Outcomes.Count(outcome => outcome.Value == "ok"));
            Assert.Equal(249, witness.Completed?.GetProperty("ok").GetInt32());
        }

        var stats = await stage.Origin.Stats();
        Assert.InRange(stats.Peak, 1, cap);
        Assert.Equal(498, stats.Requests);
        Assert.Equal(498, stats.Paths);
        Assert.Equal(498, stats.Statuses["200"]);
    }

    [Fact]
    public async Task A_harvest_goes_on_after_its_silo_was_stopped_and_started_again()
    {
        await using var stage = new Stage();
        await stage.StartOrigin(("Origin__Delay", "00:00:00.05"));
        var silo = await stage.StartSilo(("Origins__delay__MaxConcurrency", "10"));
        var gateway = await stage.StartGateway();
        using var client = new ActorsClient(gateway.Address);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "delay", All = true, Concurrency = 10 }, null, Cancel);
        var witness = new Witness(harvest.Id, harvest.Epoch);
        var watching = witness.WatchToTheEnd(gateway.Address);

        await Task.WhenAny(witness.Reached(60), watching).WaitAsync(Patience, Cancel);
        await silo.Terminate();
        Assert.Equal(0, await silo.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.False(watching.IsCompleted, "The harvest was over before its silo stopped.");
        await stage.StartSilo(("Origins__delay__MaxConcurrency", "10"));

        await watching.WaitAsync(Patience, Cancel);
        Assert.Equal(249, witness.Outcomes.Count(outcome => outcome.Value == "ok"));
        Assert.InRange((await stage.Origin.Stats()).Peak, 1, 10);
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_sends_its_sockets_away_and_ends_in_good_order()
    {
        await using var stage = new Stage();
        await stage.StartSilo();
        var gateway = await stage.StartGateway();
        using var socket = await EventSocket.Open(gateway.Address);

        await gateway.Process.Terminate();

        var goaway = await socket.Receive();
        Assert.Equal("goaway", goaway?.GetProperty("type").GetString());
        Assert.InRange(goaway!.Value.GetProperty("retryAfterMs").GetInt32(), 0, 60_000);
        Assert.Null(await socket.Receive());
        Assert.Equal(1012, socket.CloseStatus);
        Assert.Equal(0, await gateway.Process.WaitForExit(TimeSpan.FromSeconds(10)));
    }
}
