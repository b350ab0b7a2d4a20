using Actors.Client.Harvests;

namespace Actors.Client.Tests.Harvests;

public sealed class HarvestWatchTests : WatchingTests
{
    [Fact]
    public async Task A_watch_begins_with_a_snapshot_and_ends_with_completed()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            var subscribe = await peer.Greet();
            Assert.False(subscribe.TryGetProperty("from", out _));
            await peer.Snapshot(1);
            await peer.Country(2);
            await peer.Progress(2, ok: 2);
            await peer.Send("""{"type":"event","topic":"harvest/h1","epoch":"e1","seq":3,"kind":"state","state":"paused"}""");
            await peer.Completed(4);
            await peer.Drain();
        });

        var seen = await Watch(gateway);

        Assert.Equal(["Snapshot 1", "Country 2", "Progress 2", "State 3", "Completed 4"], seen);
        Assert.Empty(Time.BackOffs);
    }

    [Fact]
    public async Task What_was_seen_already_is_dropped()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Greet();
            await peer.Snapshot(2);
            await peer.Country(1);
            await peer.Country(2);
            await peer.Country(3);
            await peer.Country(3);
            await peer.Progress(1, ok: 1);
            await peer.Progress(3, ok: 3);
            await peer.Progress(3, ok: 3);
            await peer.Completed(4);
            await peer.Drain();
        });

        Assert.Equal(["Snapshot 2", "Country 3", "Progress 3", "Completed 4"], await Watch(gateway));
    }

    [Theory]
    [InlineData(3, "e1")]
    [InlineData(2, "e2")]
    public async Task A_gap_or_a_strange_epoch_makes_it_resume(int seq, string epoch)
    {
        await using var gateway = await ScriptedGateway.Start(
            async peer =>
            {
                await peer.Greet();
                await peer.Snapshot(1);
                await peer.Country(seq, epoch);
                await peer.Drain();
            },
            async peer =>
            {
                Assert.Equal(1, (await peer.Greet()).GetProperty("from").GetProperty("seq").GetInt64());
                await peer.Country(2);
                await peer.Country(3);
                await peer.Completed(4);
                await peer.Drain();
            });

        Assert.Equal(["Snapshot 1", "Country 2", "Country 3", "Completed 4"], await Watch(gateway));
        Assert.Single(Time.BackOffs);
    }

    [Fact]
    public async Task A_reset_brings_a_snapshot_with_its_reason_and_a_new_epoch()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            var from = (await peer.Greet()).GetProperty("from");
            Assert.Equal("old", from.GetProperty("epoch").GetString());
            await peer.Send("""{"type":"reset","id":"watch","topic":"harvest/h1","reason":"epoch_changed"}""");
            await peer.Snapshot(7, epoch: "e2");
            await peer.Completed(8, "e2");
            await peer.Drain();
        });

        using var client = Client(gateway);
        var events = await client.WatchHarvestAsync("h1", Options(new() { From = new("old", 99) }), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        var snapshot = Assert.IsType<HarvestEvent.Snapshot>(events[0]);
        Assert.Equal("epoch_changed", snapshot.ResetReason);
        Assert.Equal(("e2", 7), (snapshot.Epoch, snapshot.Seq));
        Assert.IsType<HarvestEvent.Completed>(events[1]);
    }

    [Fact]
    public async Task A_finished_harvest_is_a_snapshot_and_completed()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Greet();
            await peer.Snapshot(4, state: "completed");
            await peer.Send("""{"type":"done","id":"watch"}""");
            await peer.Drain();
        });

        Assert.Equal(["Snapshot 4", "Completed 4"], await Watch(gateway));
    }

    [Fact]
    public async Task Resuming_at_the_very_end_still_ends_with_completed()
    {
        await using var gateway = await ScriptedGateway.Start(
            async peer =>
            {
                await peer.Greet();
                await peer.Send("""{"type":"done","id":"watch"}""");
                await peer.Drain();
            },
            async peer =>
            {
                Assert.False((await peer.Greet()).TryGetProperty("from", out _));
                await peer.Snapshot(4, state: "cancelled");
                await peer.Drain();
            });

        Assert.Equal(["Snapshot 4", "Completed 4"], await Watch(gateway, new WatchOptions { From = new("e1", 4) }));
    }

    [Fact]
    public async Task Unknown_types_kinds_and_members_are_passed_over()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            await peer.Greet();
            await peer.SendBad("""{"type":"news","id":"watch"}""");
            await peer.Snapshot(0);
            await peer.SendBad("""{"type":"event","topic":"harvest/h1","epoch":"e1","seq":1,"kind":"weather","state":{"sun":true}}""");
            await peer.SendBad("""{"type":"event","topic":"harvest/h1","epoch":"e1","seq":2,"kind":"state","state":"paused","fromTheFuture":{"a":[1]}}""");
            await peer.Completed(3);
            await peer.Drain();
        });

        Assert.Equal(["Snapshot 0", "State 2", "Completed 3"], await Watch(gateway));
    }

    [Fact]
    public async Task Latest_only_asks_for_no_countries_and_sees_no_gap()
    {
        await using var gateway = await ScriptedGateway.Start(async peer =>
        {
            var subscribe = await peer.Greet();
            Assert.Equal("latest", subscribe.GetProperty("mode").GetString());
            Assert.Equal(2, subscribe.GetProperty("maxRate").GetDouble());
            await peer.Snapshot(0);
            await peer.Progress(40, ok: 40);
            await peer.Completed(250);
            await peer.Drain();
        });

        Assert.Equal(["Snapshot 0", "Progress 40", "Completed 250"], await Watch(gateway, new WatchOptions { LatestOnly = true, MaxRate = 2 }));
    }
}
