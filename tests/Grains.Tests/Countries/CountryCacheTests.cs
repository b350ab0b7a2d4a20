using Actors.Grains.Countries;

namespace Actors.Grains.Tests.Countries;

/// <summary>When the origin is asked, and what a reader is told meanwhile. The clock stands unless a test moves it.</summary>
public sealed class CountryCacheTests(CountryFixture cluster) : IClassFixture<CountryFixture>
{
    private static CountryOrder Order(Refresh refresh = Refresh.Stale) => CountryFixture.Order(Parts.Flag, refresh);

    private Task<CountryStatus> Ordered(string key, CountryOrder order) => cluster.Ordered(cluster.Country(key), order);

    private void Play(string path, Func<int, Answer?> answer)
    {
        var before = cluster.Origin.Script;
        cluster.Origin.Script = (asked, count) => asked == path ? answer(count) : before(asked, count);
    }

    private int Asked(string path) => cluster.Origin.RequestsFor(path);

    [Fact]
    public async Task What_is_fresh_is_not_asked_for_and_what_is_stale_with_its_validator()
    {
        var again = new Answer(304, "", ("ETag", "\"1\""), ("Cache-Control", "max-age=500"));
        Play("/c0/br/br.svg", count => count == 1 ? Answer.Flag(("ETag", "\"1\""), ("Cache-Control", "max-age=50")) : again);
        var brazil = cluster.Country("c0/BR");

        Assert.Equal(Via.Origin, (await cluster.Ordered(brazil, Order())).Via);
        Assert.Equal(Via.Store, (await cluster.Ordered(brazil, Order())).Via);
        cluster.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.True((await brazil.Read())!.Revalidate);
        Assert.Equal(Via.Revalidated, (await cluster.Ordered(brazil, Order())).Via);
        cluster.Time.Advance(TimeSpan.FromSeconds(400));

        Assert.Equal("\"1\"", again.IfNoneMatch);
        Assert.Equal(Via.Store, (await cluster.Ordered(brazil, Order())).Via);
        Assert.Equal(2, Asked("/c0/br/br.svg"));
    }

    [Fact]
    public async Task What_may_not_be_stored_is_kept_as_the_harvests_product_but_is_never_fresh()
    {
        var second = Answer.Flag(("ETag", "\"1\""), ("Cache-Control", "no-store"));
        Play("/c1/br/br.svg", count => count == 1 ? Answer.Flag(("ETag", "\"1\""), ("Cache-Control", "no-store, stale-if-error=99")) : second);
        var brazil = cluster.Country("c1/BR");
        await cluster.Ordered(brazil, Order());

        Assert.NotNull((await brazil.ReadFlag())!.Body);
        Assert.Equal((true, true), ((await brazil.Read())!.Stale, (await brazil.Read())!.Revalidate));
        Assert.Equal(Parts.Flag, await brazil.Missing(Parts.Flag, Refresh.Stale));
        Assert.Equal(Via.Origin, (await cluster.Ordered(brazil, Order())).Via);
        Assert.Null(second.IfNoneMatch);
    }

    [Fact]
    public async Task While_it_may_be_served_stale_nobody_needs_to_wait()
    {
        Play("/c2/br/br.svg", _ => Answer.Flag(("Cache-Control", "max-age=10, stale-while-revalidate=20")));
        var brazil = cluster.Country("c2/BR");
        await cluster.Ordered(brazil, Order());
        cluster.Time.Advance(TimeSpan.FromSeconds(20));
        var inside = await brazil.Read();
        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        var beyond = await brazil.Read();

        Assert.Equal((true, false), (inside!.Stale, inside.Revalidate));
        Assert.Equal((true, true), (beyond!.Stale, beyond.Revalidate));
        Assert.True((await brazil.ReadFlag())!.Revalidate);
    }

    [Fact]
    public async Task After_a_failed_refresh_nobody_waits_for_a_while_and_nothing_stored_is_damaged()
    {
        Play("/c3/br/br.svg", count => count == 1 ? Answer.Flag(("Cache-Control", "max-age=10, stale-if-error=60")) : new Answer(418, "no"));
        var brazil = cluster.Country("c3/BR");
        await cluster.Ordered(brazil, Order());
        var before = await brazil.ReadFlag();
        cluster.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(CountryState.Failed, (await cluster.Ordered(brazil, Order())).State);
        Assert.Equal(before!.Body, (await brazil.ReadFlag())!.Body);
        Assert.False((await brazil.Read())!.Revalidate);
        // A refresh that nobody waits for does not bother a failing origin at once.
        Assert.Null(await brazil.Demand("r", null));
        Assert.Equal(2, Asked("/c3/br/br.svg"));
        cluster.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.False((await brazil.Read())!.Revalidate);
        cluster.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await brazil.Read())!.Revalidate);
    }

    [Fact]
    public async Task What_was_not_found_is_not_asked_for_again_before_its_time_but_whoever_insists()
    {
        Play("/c4/br/br.svg", count => count == 3 ? null : new Answer(404, ""));
        var brazil = cluster.Country("c4/BR");

        var first = await cluster.Ordered(brazil, Order());
        var second = await cluster.Ordered(brazil, Order());
        Assert.Equal((CountryState.NotFound, Via.Origin, 1), (first.State, first.Via, first.Attempts));
        Assert.Equal((CountryState.NotFound, Via.Store, 0), (second.State, second.Via, second.Attempts));
        Assert.Equal(CountryState.NotFound, (await brazil.Demand("r", null))!.State);
        Assert.Equal(Parts.None, await brazil.Missing(Parts.Flag, Refresh.Stale));
        Assert.Equal(Parts.Flag, await brazil.Missing(Parts.Flag, Refresh.Always));
        Assert.Null(await brazil.Read());

        Assert.Equal(Via.Origin, (await cluster.Ordered(brazil, Order(Refresh.Always))).Via);
        Assert.Equal(2, Asked("/c4/br/br.svg"));
        // Unstated: ten minutes, or FreshFor (here five) if that is less.
        cluster.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(CountryState.Ok, (await cluster.Ordered(brazil, Order())).State);
    }

    [Fact]
    public async Task What_was_not_found_is_remembered_by_the_store_for_as_long_as_its_answer_says()
    {
        Play("/c5/br/br.svg", _ => new Answer(410, "", ("Cache-Control", "max-age=3600")));
        var brazil = cluster.Country("c5/BR");
        var order = Order();
        await cluster.Ordered(brazil, order);
        await Activations.Deactivate(cluster.Grains, brazil);
        cluster.Time.Advance(TimeSpan.FromMinutes(50));

        Assert.Equal((CountryState.NotFound, Via.Store), ((await brazil.Order(Order()))!.State, (await brazil.Order(Order()))!.Via));
        // The harvest that it was fetched for is told what it was told.
        Assert.Equal(Via.Origin, (await brazil.Order(order))!.Via);
        Assert.Equal(1, Asked("/c5/br/br.svg"));
    }

    [Fact]
    public async Task A_404_leaves_what_was_stored_to_readers_as_stale()
    {
        Play("/c6/br/br.svg", count => count == 1 ? Answer.Flag(("Cache-Control", "max-age=3600")) : new Answer(404, ""));
        var brazil = cluster.Country("c6/BR");
        await cluster.Ordered(brazil, Order());

        Assert.Equal(CountryState.NotFound, (await cluster.Ordered(brazil, Order(Refresh.Always))).State);

        var stored = await brazil.Read();
        Assert.Equal((true, false), (stored!.Stale, stored.Revalidate));
        Assert.NotNull(await brazil.ReadFlag());
        Assert.Equal(Parts.Metadata, await brazil.Missing(Parts.Metadata, Refresh.Stale));
        Assert.Equal(CountryState.NotFound, (await cluster.Ordered(brazil, Order())).State);
    }

    [Fact]
    public async Task A_304_for_another_version_is_asked_again_without_a_condition()
    {
        var third = Answer.Flag(("ETag", "\"2\""));
        Play("/c7/br/br.svg", count => count switch
        {
            1 => Answer.Flag(("ETag", "\"1\""), ("Cache-Control", "max-age=0")),
            2 => new Answer(304, "", ("ETag", "\"2\"")),
            _ => third,
        });
        await Ordered("c7/BR", Order());

        var outcome = await Ordered("c7/BR", Order());

        Assert.Equal((CountryState.Ok, Via.Origin, 2), (outcome.State, outcome.Via, outcome.Attempts));
        Assert.Equal("", third.IfNoneMatch ?? "");
    }

    [Fact]
    public async Task Age_counts_from_where_the_answer_was_made()
    {
        Play("/c8/br/br.svg", _ => Answer.Flag(("Cache-Control", "max-age=60"), ("Age", "50")));
        var brazil = cluster.Country("c8/BR");
        await cluster.Ordered(brazil, Order());

        var stored = await brazil.Read();

        Assert.InRange((stored!.FetchedAt - stored.GeneratedAt!.Value).TotalSeconds, 50, 55);
        Assert.InRange((stored.FreshUntil - stored.FetchedAt).TotalSeconds, 5, 10);
    }
}
