using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Harvests;

public sealed class HarvestSteeringTests(HarvestClock clock) : IClassFixture<HarvestClock>
{
    private static readonly Waiting Paused = new(WaitingReason.Paused);

    private IOriginsGrain Origins => clock.Grains.GetGrain<IOriginsGrain>(0);

    private static HarvestRequest Request(int origin, params string[] codes) => new() { Origin = $"o{origin}", Countries = [.. codes] };

    private IHarvestGrain Harvest() => clock.Grains.GetGrain<IHarvestGrain>(Guid.CreateVersion7().ToString("n"));

    [Fact]
    public async Task A_paused_harvest_sends_nothing_more_and_what_is_under_way_counts()
    {
        clock.Origin(0).Hold();
        var harvest = Harvest();
        await harvest.Start(Request(0, "A"));
        // The throttle says how many are in flight, the countries which: their word comes later.
        await HarvestClock.Until(harvest, seen => seen.InFlight == 4 && seen.Countries.Count(country => country.Waiting is null) == 4);

        var paused = await harvest.Pause();
        clock.Origin(0).Release();
        // All four ended, and every country but those that ended waits with a ticket again.
        await HarvestClock.Until(harvest, seen => seen.InFlight == 0);
        while ((await Origins.Find("o0")).Throttle is not { InFlight: 0, Waiting: 26 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HarvestState.Paused, paused!.State);
        Assert.Equal((4, 22), (paused.Countries.Count(country => country.Waiting is null), paused.Countries.Count(country => country.Waiting == Paused)));
        Assert.Null(paused.EtaMs);
        Assert.All((await harvest.Get())!.Countries, country => Assert.Equal(Paused, country.Waiting));
        Assert.Equal(4, clock.Origin(0).Total);

        var resumed = await harvest.Resume();
        var ended = await ClusterFixture.Ended(harvest);

        Assert.Equal(HarvestState.Running, resumed!.State);
        Assert.Equal((HarvestState.Completed, 26), (ended.State, ended.Counts.Ok));
        Assert.Equal(52, clock.Origin(0).Total);
        Assert.Equal([HarvestState.Paused, HarvestState.Running], (await Events(harvest)).OfType<HarvestEvent.State>().Select(change => change.Now));
    }

    [Fact]
    public async Task Pausing_and_resuming_are_idempotent_and_change_nothing_that_has_ended()
    {
        await Origins.Pause("o1");
        var harvest = Harvest();
        await harvest.Start(Request(1, "BR"));

        Assert.Equal(0, (await harvest.Resume())!.Seq);
        Assert.Equal(1, (await harvest.Pause())!.Seq);
        Assert.Equal(1, (await harvest.Pause())!.Seq);
        Assert.Equal(2, (await harvest.Resume())!.Seq);
        await Origins.Resume("o1");
        var ended = await ClusterFixture.Ended(harvest);

        Assert.Equal((ended.State, ended.Seq), ((await harvest.Pause())!.State, (await harvest.Pause())!.Seq));
        Assert.Equal(ended.Seq, (await harvest.Resume())!.Seq);
        var nobody = Harvest();
        Assert.Null(await nobody.Pause());
        Assert.Null(await nobody.Resume());
    }

    [Fact]
    public async Task Cancelling_works_while_it_is_paused()
    {
        await Origins.Pause("o2");
        var harvest = Harvest();
        await harvest.Start(Request(2, "A"));
        await harvest.Pause();

        var cancelled = await harvest.Cancel();

        Assert.Equal((HarvestState.Cancelled, 26, 28L), (cancelled!.State, cancelled.Counts.Cancelled, cancelled.Seq));
        Assert.Equal(0, clock.Origin(2).Total);
    }

    [Fact]
    public async Task A_paused_harvest_wakes_paused_and_its_deadline_goes_on()
    {
        var harvest = Harvest();
        await Origins.Pause("o3");
        await harvest.Start(Request(3, "A") with { Deadline = TimeSpan.FromHours(1) });
        await harvest.Pause();
        clock.Time.Advance(TimeSpan.FromMinutes(30));
        await Activations.Leave(harvest);
        await Origins.Resume("o3");

        var awake = await HarvestClock.Until(harvest, seen => seen.Countries.All(country => country.Waiting == Paused));
        Assert.Equal((HarvestState.Paused, 1L), (awake.State, awake.Seq));
        clock.Time.Advance(TimeSpan.FromMinutes(30));
        var ended = await ClusterFixture.Ended(harvest);

        Assert.Equal((HarvestState.Completed, 26), (ended.State, ended.Counts.Failed));
        Assert.All(ended.Countries, country => Assert.Equal("deadline_exceeded", country.Error!.Code));
        Assert.Equal(0, clock.Origin(3).Total);
    }

    [Fact]
    public async Task Pausing_in_a_loop_does_not_fill_the_log_and_leaves_the_harvest_resumed()
    {
        await Origins.Pause("o9");
        var harvest = Harvest();
        await harvest.Start(Request(9, "BR"));
        for (var pauses = 0; pauses < 100; pauses++)
        {
            await harvest.Pause();
            await harvest.Resume();
        }

        Assert.Equal("too_many_pauses", (await Assert.ThrowsAsync<TooManyPausesException>(harvest.Pause)).Code);
        await Activations.Leave(harvest);
        await Assert.ThrowsAsync<TooManyPausesException>(harvest.Pause);
        Assert.Equal((HarvestState.Running, 200L), ((await harvest.Resume())!.State, (await harvest.Get())!.Seq));
        Assert.Equal(HarvestState.Cancelled, (await harvest.Cancel())!.State);
        await Origins.Resume("o9");
    }

    [Fact]
    public async Task What_each_country_waits_for_is_said_and_an_estimate_knows_the_hold()
    {
        clock.Origin(5).Script = (path, _) => path.StartsWith("/ax/", StringComparison.Ordinal) ? new AskedToWait(TimeSpan.FromHours(1)) : null;
        var harvest = Harvest();
        await harvest.Start(Request(5, "AA", "AB", "AX", "AY", "AZ") with { Concurrency = 1 });

        // What was fetched before the hold is stored a moment later.
        var held = await HarvestClock.Until(
            harvest, seen => seen.Counts.Ok > 0 && seen.Countries.All(country => country.IsFinal || country.Waiting?.Reason == WaitingReason.Hold));

        var until = clock.Time.GetUtcNow() + TimeSpan.FromHours(1);
        var open = held.Countries.Where(country => !country.IsFinal).ToList();
        Assert.Contains(open, country => country.Code == "AX");
        Assert.All(open, country => Assert.Equal(until, country.Waiting!.Until));
        Assert.InRange(held.EtaMs!.Value, 3_600_000, 3_700_000);
        Assert.InRange((await Origins.Estimate(Request(5, "BB"))).EstimatedMs, 3_600_000, 3_700_000);
        Assert.Null((await harvest.Pause())!.EtaMs);
        await harvest.Cancel();
    }

    [Fact]
    public async Task Watchers_hear_when_only_the_host_changed_and_once()
    {
        var harvest = Harvest();
        await Origins.Pause("o6");
        await harvest.Start(Request(6, "A"));
        await harvest.Pause();
        await Origins.Resume("o6");
        var watcher = new Watcher();
        await harvest.Watch(clock.Grains.CreateObjectReference<IHarvestObserver>(watcher), 0);
        // The origin goes on: one.
        await Hears(1);

        await Origins.Pause("o6");
        await Hears(2);
        for (var ticks = 0; ticks < 5; ticks++)
        {
            await Tick();
        }

        Assert.Equal(2, watcher.Heard);
        await harvest.Cancel();

        async Task Hears(int times)
        {
            for (var ticks = 0; watcher.Heard < times; ticks++)
            {
                Assert.InRange(ticks, 0, 500);
                await Tick();
            }
        }

        async Task Tick()
        {
            clock.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<IEnumerable<HarvestEvent>> Events(IHarvestGrain harvest) =>
        (await harvest.Watch(clock.Grains.CreateObjectReference<IHarvestObserver>(new Nobody()), 0))!.Events;

    private sealed class Nobody : IHarvestObserver
    {
        public Task Changed(HarvestNews news) => Task.CompletedTask;
    }

    /// <summary>Counts progress without an event.</summary>
    private sealed class Watcher : IHarvestObserver
    {
        private int _heard;

        public int Heard => _heard;

        public Task Changed(HarvestNews news)
        {
            if (news.Events.IsEmpty)
            {
                Interlocked.Increment(ref _heard);
            }

            return Task.CompletedTask;
        }
    }
}
