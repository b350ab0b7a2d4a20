using System.Text.Json;
using Actors.Gateway.Harvests;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;
using Microsoft.Extensions.DependencyInjection;
using static Actors.Gateway.Tests.Sockets.SubscriptionFrames;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SubscriptionTests(GatewayFixture fixture)
{
    [Fact]
    public async Task A_new_subscriber_gets_a_snapshot_then_what_follows_and_done_at_the_end()
    {
        var harvest = StagedHarvest.New("BR", "CN");
        harvest.Settle("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        await socket.Send(Subscribe(harvest));
        var snapshot = await socket.Receive("snapshot");
        harvest.Settle("CN", CountryState.NotFound);
        harvest.Complete();

        Assert.Equal("s1", snapshot.GetProperty("id").GetString());
        Assert.Equal(1, snapshot.GetProperty("seq").GetInt64());
        Assert.Equal("ok", snapshot.GetProperty("state").GetProperty("countries")[0].GetProperty("state").GetString());
        var frames = await socket.ReceiveUntil("done");
        Assert.Equal([2, 3], Numbers(frames));
        Assert.Equal("completed", JsonElement.Parse(frames[^2]).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_usable_position_brings_the_missed_events_then_one_progress()
    {
        var harvest = StagedHarvest.New("BR", "CN", "DE");
        harvest.Settle("BR");
        harvest.Settle("CN");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        await socket.Send(Subscribe(harvest, """ "from":{"epoch":"k3f9","seq":0} """));

        var frames = await socket.ReceiveUntil("progress");
        Assert.Equal([1, 2], Numbers(frames));
        Assert.Equal(2, JsonElement.Parse(frames[^1]).GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData("""{"epoch":"other","seq":1}""", "epoch_changed")]
    [InlineData("""{"epoch":"k3f9","seq":99}""", "position_unknown")]
    public async Task A_position_that_cannot_be_used_brings_reset_and_a_snapshot(string from, string reason)
    {
        var harvest = StagedHarvest.New("BR");
        harvest.Settle("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        await socket.Send(Subscribe(harvest, $"\"from\":{from}"));

        var reset = await socket.Receive("reset");
        Assert.Equal(reason, reset.GetProperty("reason").GetString());
        Assert.Equal($"harvest/{harvest.Id}", reset.GetProperty("topic").GetString());
        Assert.Equal(1, (await socket.Receive("snapshot")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_position_ahead_of_this_gateway_is_checked_with_the_grain()
    {
        var harvest = StagedHarvest.New("BR", "CN");
        harvest.Settle("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");
        harvest.Store("CN");
        using var other = await TestSocket.OpenWelcomed(fixture.Gateway);

        await other.Send(Subscribe(harvest, """ "from":{"epoch":"k3f9","seq":2} """));

        Assert.Equal("progress", (await other.Receive("event")).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_finished_harvest_is_told_and_done()
    {
        var harvest = StagedHarvest.New("BR");
        harvest.Settle("BR");
        harvest.Complete();
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");
        await socket.Receive("done");
        await socket.Send(Subscribe(harvest, """ "from":{"epoch":"k3f9","seq":1} """));
        Assert.Equal("completed", (await socket.Receive("event")).GetProperty("kind").GetString());
        await socket.Receive("done");
        await socket.Send(Subscribe(harvest, """ "from":{"epoch":"k3f9","seq":2} """));
        await socket.Receive("done");
    }

    [Fact]
    public async Task A_lost_message_is_noticed_by_the_next_and_repaired()
    {
        var harvest = StagedHarvest.New("BR", "CN", "DE");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");

        harvest.Store("BR");
        harvest.Settle("CN");
        harvest.Settle("DE");
        harvest.Complete();

        Assert.Equal([1, 2, 3, 4], Numbers(await socket.ReceiveUntil("done")));
    }

    [Fact]
    public async Task A_new_epoch_resets_every_subscriber()
    {
        var harvest = StagedHarvest.New("BR", "CN");
        harvest.Settle("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");

        harvest.StartNewEpoch("zz");

        Assert.Equal("epoch_changed", (await socket.Receive("reset")).GetProperty("reason").GetString());
        Assert.Equal("zz", (await socket.Receive("snapshot")).GetProperty("epoch").GetString());
        harvest.Settle("CN");
        var frames = await socket.ReceiveUntil("country");
        Assert.Equal([2], Numbers(frames));
    }

    [Fact]
    public async Task Mode_latest_hears_of_progress_and_the_end_but_of_no_country()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest, """ "mode":"latest" """));
        await socket.Receive("snapshot");

        harvest.Settle("BR");
        harvest.Complete();

        var frames = await socket.ReceiveUntil("done");
        Assert.DoesNotContain(frames, frame => frame.Contains("\"kind\":\"country\"", StringComparison.Ordinal));
        Assert.Contains(frames, frame => frame.Contains("\"kind\":\"completed\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_holds_progress_back_but_never_an_outcome()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest, """ "maxRate":0.001 """));
        await socket.Receive("snapshot");

        foreach (var inFlight in Enumerable.Range(1, 50))
            harvest.Progress(inFlight);
        harvest.Settle("BR");
        harvest.Complete();

        var frames = await socket.ReceiveUntil("done");
        Assert.Equal([1, 2], Numbers(frames));
        Assert.True(frames.Count(frame => frame.Contains("\"kind\":\"progress\"", StringComparison.Ordinal)) <= 1);
    }

    [Fact]
    public async Task Unsubscribing_frees_the_id_and_the_topic()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");

        await socket.Send("""{"type":"unsubscribe","id":"s1"}""");
        await socket.Receive("done");
        harvest.Settle("BR");
        await socket.Send(Subscribe(harvest));

        Assert.Equal(1, (await socket.Receive("snapshot")).GetProperty("seq").GetInt64());
        await socket.Send("""{"type":"unsubscribe","id":"none"}""");
        // A progress may come first: what was announced while the snapshot was on its way.
        var error = JsonElement.Parse((await socket.ReceiveUntil("error"))[^1]);
        Assert.Equal(("not_subscribed", "none"), (error.GetProperty("code").GetString(), error.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task The_last_reader_that_leaves_ends_the_watching_of_a_finished_harvest_at_once()
    {
        await using var gateway = await fixture.StartGateway();
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send(Subscribe(harvest));
        await socket.Receive("snapshot");
        var feeds = gateway.Services.GetRequiredService<HarvestFeeds>();
        Assert.Equal(1, feeds.Count);

        harvest.Settle("BR");
        harvest.Complete();
        await socket.ReceiveUntil("done");

        Assert.Equal(0, feeds.Count);
        await Eventually.Holds(() => harvest.Watchers == 0);
    }

    [Fact]
    public async Task One_observer_serves_all_clients_of_a_gateway_and_resuming_works_on_another()
    {
        await using var second = await fixture.StartGateway();
        var harvest = StagedHarvest.New("BR", "CN");
        var sockets = new List<TestSocket>();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            sockets.Add(await TestSocket.OpenWelcomed(fixture.Gateway));
            await sockets[^1].Send(Subscribe(harvest));
            await sockets[^1].Receive("snapshot");
        }

        Assert.Equal(1, harvest.Watchers);
        harvest.Settle("BR");
        var seen = await sockets[0].ReceiveUntil("country");
        using var resumed = await TestSocket.OpenWelcomed(second);
        await resumed.Send(Subscribe(harvest, $"\"from\":{{\"epoch\":\"k3f9\",\"seq\":{Numbers(seen)[^1]}}}"));
        harvest.Settle("CN");
        harvest.Complete();

        Assert.Equal([2, 3], Numbers(await resumed.ReceiveUntil("done")));
        sockets.ForEach(socket => socket.Dispose());
    }
}
