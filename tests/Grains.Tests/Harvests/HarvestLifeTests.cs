using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Harvests;

/// <summary>How harvests end before their time, how many may live, and what is left of those that ended.</summary>
public sealed class HarvestLifeTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static HarvestRequest Request(string origin, params string[] codes) => new() { Origin = origin, Countries = [.. codes] };

    [Fact]
    public async Task Cancelling_makes_every_open_country_cancelled_and_frees_the_permits()
    {
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("cancelled");
        cluster.Origin.Hold();
        await harvest.Start(Request("o6", "A"));

        while (cluster.Origin.InFlight < 4)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var ended = await harvest.Cancel();
        var origins = cluster.Grains.GetGrain<IOriginsGrain>(0);
        // What is on its way is not aborted: the origin would see its successor before it notices.
        Assert.Equal(4, cluster.Origin.InFlight);
        // Tickets that nobody needs any more are given back a moment later.
        while ((await origins.Find("o6")).Throttle.Waiting > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, (await origins.Find("o6")).Throttle.InFlight);
        cluster.Origin.Release();
        while ((await origins.Find("o6")).Throttle.InFlight > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, cluster.Origin.Order.Count(path => path.StartsWith("/o6/", StringComparison.Ordinal)));

        Assert.Equal(HarvestState.Cancelled, ended!.State);
        Assert.Equal(26, ended.Counts.Cancelled + ended.Counts.Ok);
        var news = await harvest.Watch(new Nobody().Reference(cluster), 0);
        Assert.Equal(27, news!.Events.Length);
        Assert.Equal(HarvestState.Cancelled, Assert.IsType<HarvestEvent.Completed>(news.Events[^1]).Ending);
        Assert.Equal(26, (await harvest.Cancel())!.Counts.Total);
    }

    [Fact]
    public async Task What_is_not_final_at_the_deadline_fails_with_deadline_exceeded()
    {
        cluster.Origin.Script = (path, _) => path.StartsWith("/o7/", StringComparison.Ordinal) ? Results.StatusCode(500) : null;

        var ended = await cluster.Harvest(Request("o7", "AA") with { Deadline = TimeSpan.FromMilliseconds(300) });

        Assert.Equal("deadline_exceeded", ended.Countries[0].Error!.Code);
        Assert.Equal(HarvestState.Completed, ended.State);
    }

    [Fact]
    public async Task A_running_harvest_cannot_be_forgotten_and_a_finished_one_leaves_nothing()
    {
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("forgotten");
        cluster.Origin.Script = (path, count) => path.StartsWith("/o8/", StringComparison.Ordinal) && count < 3 ? Results.StatusCode(500) : null;
        await harvest.Start(Request("o8", "AA"));

        await Assert.ThrowsAsync<StillRunningException>(harvest.Forget);
        await ClusterFixture.Ended(harvest);

        Assert.True(await harvest.Forget());
        Assert.Null(await harvest.Get());
        Assert.False(await harvest.Forget());
        var ledger = await cluster.Grains.GetGrain<ILedgerGrain>(0).List(null, 200);
        Assert.DoesNotContain("forgotten", ledger.Ids);
    }

    [Fact]
    public async Task A_harvest_that_loses_its_activation_goes_on_under_its_epoch_and_fetches_nothing_twice()
    {
        var harvest = cluster.Grains.GetGrain<IHarvestGrain>("moved");
        var started = await harvest.Start(Request("o9", "A") with { Concurrency = 4 });
        for (var moves = 0; moves < 5; moves++)
        {
            await Activations.Leave(harvest);
            var seen = await harvest.Get();
            Assert.Equal(started.Epoch, seen!.Epoch);
            Assert.Equal(seen.Counts.Ok, seen.Countries.Count(country => country.IsFinal));
        }

        var ended = await ClusterFixture.Ended(harvest);
        Assert.Equal((26, 27L), (ended.Counts.Ok, ended.Seq));
        Assert.All(ended.Countries, country => Assert.Equal(1, cluster.Origin.RequestsFor($"/o9/{country.Code}/{country.Code}.svg".ToLowerInvariant())));
    }

    [Fact]
    public async Task No_more_harvests_run_than_may_and_a_finished_one_makes_room()
    {
        cluster.Origin.Hold();
        var running = new List<IHarvestGrain>();
        var refused = cluster.Grains.GetGrain<IHarvestGrain>("refused-for-now");
        await Assert.ThrowsAsync<TooManyHarvestsException>(async () =>
        {
            // Harvests of other tests may still be on their way out of the ledger, so this is not exactly the limit.
            while (running.Count <= 30)
            {
                var harvest = cluster.Grains.GetGrain<IHarvestGrain>($"running{running.Count}");
                await harvest.Start(Request("o10", "GB"));
                running.Add(harvest);
            }
        });
        Assert.InRange(running.Count, 20, 30);
        await Assert.ThrowsAsync<TooManyHarvestsException>(() => refused.Start(Request("o10", "GB")));
        Assert.Null(await refused.Get());
        cluster.Origin.Release();
        await Task.WhenAll(running.Select(ClusterFixture.Ended));

        await Eventually(() => refused.Start(Request("o10", "GB")));
        await ClusterFixture.Ended(refused);

        // The place in the ledger is free a moment after the harvest says that it ended.
        static async Task Eventually(Func<Task> start)
        {
            for (var tries = 0; ; tries++)
            {
                try
                {
                    await start();
                    return;
                }
                catch (TooManyHarvestsException) when (tries < 500)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
                }
            }
        }
    }

    [Fact]
    public async Task Finished_harvests_are_listed_newest_first_and_summed_up_without_their_countries()
    {
        await cluster.Harvest(Request("o11", "GB"), "older");
        await cluster.Harvest(Request("o11", "GB"), "newer");
        var ledger = cluster.Grains.GetGrain<ILedgerGrain>(0);

        var page = await ledger.List(null, 1);
        Assert.True(await cluster.Grains.GetGrain<IHarvestGrain>("newer").Forget());
        // A cursor is a place, which outlives the entry that stood there.
        var rest = await ledger.List(page.Next, 200);

        Assert.Equal("newer", page.Ids.Single());
        Assert.Equal("older", rest.Ids[0]);
        var summary = await cluster.Grains.GetGrain<IHarvestGrain>("older").Summarise();
        Assert.Empty(summary!.Countries);
        Assert.Equal(1, summary.Counts.Ok);
    }

    private sealed class Nobody : IHarvestObserver
    {
        public Task Changed(HarvestNews news) => Task.CompletedTask;

        public IHarvestObserver Reference(ClusterFixture cluster) => cluster.Grains.CreateObjectReference<IHarvestObserver>(this);
    }
}
