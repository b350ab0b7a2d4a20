using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Harvests;

/// <summary>Exchanges under way that nobody wants any more.</summary>
public sealed class UnwantedExchangeTests(HarvestClock clock) : IClassFixture<HarvestClock>
{
    private IOriginsGrain Origins => clock.Grains.GetGrain<IOriginsGrain>(0);

    private static HarvestRequest Request(int origin, params string[] codes) => new() { Origin = $"o{origin}", Countries = [.. codes] };

    private IHarvestGrain Harvest() => clock.Grains.GetGrain<IHarvestGrain>(Guid.CreateVersion7().ToString("n"));

    [Fact]
    public async Task At_the_deadline_exchanges_under_way_end_by_themselves_and_keep_their_permits_until_then()
    {
        clock.Origin(4).Hold();
        var harvest = Harvest();
        await harvest.Start(Request(4, "A") with { Deadline = TimeSpan.FromSeconds(1) });
        await HarvestClock.Until(harvest, seen => seen.InFlight == 4);

        clock.Time.Advance(TimeSpan.FromSeconds(1));
        var ended = await ClusterFixture.Ended(harvest);
        Assert.Equal(26, ended.Counts.Failed);
        // A second harvest finds the permits still out.
        var next = Harvest();
        await next.Start(Request(4, "B"));
        await HarvestClock.Until(next, seen => seen.Countries.All(country => country.Waiting?.Position > 0));
        Assert.Equal((4, 4), (clock.Origin(4).InFlight, clock.Origin(4).Peak));
        clock.Origin(4).Release();
        Assert.Equal(26, (await ClusterFixture.Ended(next)).Counts.Ok);
        Assert.Equal(4, clock.Origin(4).Peak);
    }

    [Fact]
    public async Task An_exchange_that_nobody_wants_and_that_does_not_end_is_aborted_and_its_permit_comes_back_later()
    {
        clock.Origin(7).Hold();
        var harvest = Harvest();
        await harvest.Start(Request(7, "A"));
        await HarvestClock.Until(harvest, seen => seen.InFlight == 4);
        await harvest.Cancel();
        await Stands(permits: 4, exchanges: 4);

        await Pass(TimeSpan.FromSeconds(1.5));
        await Stands(permits: 4, exchanges: 4);
        await Pass(TimeSpan.FromSeconds(0.5));
        await Stands(permits: 4, exchanges: 0);
        while ((await Origins.Find("o7")).Throttle.InFlight > 0)
        {
            await Pass(TimeSpan.FromSeconds(0.25));
        }

        // Nothing is damaged: the same countries can be had again.
        clock.Origin(7).Release();
        var next = Harvest();
        await next.Start(Request(7, "A"));
        Assert.Equal(26, (await ClusterFixture.Ended(next)).Counts.Ok);
        Assert.Equal(4, clock.Origin(7).Peak);

        async Task Pass(TimeSpan time)
        {
            // In steps, so that leases are renewed in between, and not before what waits has begun to.
            for (var step = TimeSpan.FromMilliseconds(250); time > TimeSpan.Zero; time -= step)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
                clock.Time.Advance(step);
            }
        }

        async Task Stands(int permits, int exchanges)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (((await Origins.Find("o7")).Throttle.InFlight, clock.Origin(7).InFlight) != (permits, exchanges))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
            }
        }
    }

    [Fact]
    public async Task Whoever_comes_in_time_keeps_an_exchange_that_was_given_up()
    {
        clock.Origin(8).Hold();
        var given = Harvest();
        await given.Start(Request(8, "BR"));
        await HarvestClock.Until(given, seen => seen.InFlight == 1);
        await given.Cancel();
        var next = Harvest();
        await next.Start(Request(8, "BR"));
        await HarvestClock.Until(next, seen => seen.Countries[0].State == CountryState.Pending);
        for (var step = 0; step < 10; step++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
            clock.Time.Advance(TimeSpan.FromMilliseconds(250));
        }

        clock.Origin(8).Release();

        Assert.Equal(1, (await ClusterFixture.Ended(next)).Counts.Ok);
        Assert.Equal(2, clock.Origin(8).Total);
    }
}
