using Actors.Gateway.Harvests;
using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Harvests;

public sealed class HarvestFeedsTests(GatewayFixture fixture)
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_lost_last_message_is_made_up_for_by_the_next_renewal()
    {
        await using var gateway = await fixture.StartGateway(_time);
        var harvest = StagedHarvest.New("BR");
        using var socket = await Follow(gateway, harvest);

        harvest.Store("BR");
        var arrival = socket.ReceiveUntil("country");

        await Passing(TimeSpan.FromSeconds(1), () => arrival.IsCompleted);
        await arrival;
    }

    [Fact]
    public async Task A_change_of_the_cluster_makes_every_feed_ask_at_once()
    {
        await using var gateway = await fixture.StartGateway(_time);
        var harvest = StagedHarvest.New("BR");
        using var socket = await Follow(gateway, harvest);

        harvest.Store("BR");
        gateway.Services.GetRequiredService<HarvestFeeds>().LookAgain();

        await socket.ReceiveUntil("country");
    }

    [Fact]
    public async Task The_lease_is_renewed_while_someone_reads_and_given_up_some_time_after()
    {
        await using var gateway = await fixture.StartGateway(_time);
        var feeds = gateway.Services.GetRequiredService<HarvestFeeds>();
        var harvest = StagedHarvest.New("BR");
        using var socket = await Follow(gateway, harvest);

        await Passing(TimeSpan.FromSeconds(1), () => harvest.WatchCalls > 3);
        await socket.Send("""{"type":"unsubscribe","id":"a"}""");
        await socket.ReceiveUntil("done");

        Assert.Equal(1, feeds.Count);
        await Passing(TimeSpan.FromSeconds(1), () => feeds.Count == 0);
        await Eventually.Holds(() => harvest.Watchers == 0);
    }

    [Fact]
    public async Task Concurrent_readers_share_one_watcher()
    {
        await using var gateway = await fixture.StartGateway(_time);
        var feeds = gateway.Services.GetRequiredService<HarvestFeeds>();
        var harvest = StagedHarvest.New("BR");

        var leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => feeds.Open(harvest.Id, Answers.Cancel)));

        Assert.Single(leases.Select(lease => lease.Feed).Distinct());
        Assert.Equal(1, harvest.WatchCalls);
        Array.ForEach(leases, lease => lease.Dispose());
    }

    private static async Task<TestSocket> Follow(RunningGateway gateway, StagedHarvest harvest)
    {
        var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send($$"""{"type":"subscribe","id":"a","topic":"harvest/{{harvest.Id}}"}""");
        await socket.Receive("snapshot");
        return socket;
    }

    /// <summary>Lets the gateway's time pass in steps until something has happened.</summary>
    private Task Passing(TimeSpan step, Func<bool> condition) => Eventually.Holds(() =>
    {
        _time.Advance(step);
        return condition();
    });
}
