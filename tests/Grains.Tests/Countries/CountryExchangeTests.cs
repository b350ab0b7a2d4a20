using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Countries;

/// <summary>Redirects, retries, chained exchanges, and orders that change or go while they wait.</summary>
public sealed class CountryExchangeTests(CountryFixture cluster) : IClassFixture<CountryFixture>
{
    private static CountryOrder Order(Parts parts = Parts.Flag, int maxAttempts = 10) => CountryFixture.Order(parts, maxAttempts: maxAttempts);

    private Task<CountryStatus> Ordered(string key, CountryOrder order) => cluster.Ordered(cluster.Country(key), order);

    private void Play(string path, Func<int, IResult?> answer)
    {
        var before = cluster.Origin.Script;
        cluster.Origin.Script = (asked, count) => asked == path ? answer(count) : before(asked, count);
    }

    private string Url(string path) => cluster.Origin.Url + path;

    private int Asked(string path) => cluster.Origin.RequestsFor(path);

    [Fact]
    public async Task Three_redirects_are_followed_and_each_is_a_request()
    {
        Play("/c0/br/br.svg", _ => Answer.To(Url("/c0/hop/1")));
        Play("/c0/hop/1", _ => Answer.To("/c0/hop/2"));
        Play("/c0/hop/2", _ => Answer.To("3"));
        Play("/c0/hop/3", _ => Answer.Flag());

        var outcome = await Ordered("c0/BR", Order());

        Assert.Equal((CountryState.Ok, 4), (outcome.State, outcome.Attempts));
    }

    [Fact]
    public async Task The_fourth_redirect_is_too_many_and_a_circle_is_seen_at_once()
    {
        for (var hop = 0; hop < 5; hop++)
        {
            var next = $"/c1/hop/{hop + 1}";
            Play(hop == 0 ? "/c1/br/br.svg" : $"/c1/hop/{hop}", _ => Answer.To(next));
        }

        Play("/c1/fr/fr.svg", _ => Answer.To("/c1/hop/loop"));
        Play("/c1/hop/loop", _ => Answer.To("/c1/fr/fr.svg"));

        var far = (await Ordered("c1/BR", Order())).Error!;
        var loop = (await Ordered("c1/FR", Order())).Error!;

        Assert.Equal(("redirect_limit", 4, 302), (far.Code, far.Attempts, far.Status));
        Assert.Equal(("redirect_loop", 2, 302), (loop.Code, loop.Attempts, loop.Status));
        Assert.Equal(0, Asked("/c1/hop/4"));
    }

    [Fact]
    public async Task A_retry_begins_where_the_exchange_began_and_tries_are_counted_not_hops()
    {
        Play("/c2/br/br.svg", _ => Answer.To("/c2/hop/x"));
        Play("/c2/hop/x", _ => new Answer(500, ""));

        var error = (await Ordered("c2/BR", Order(maxAttempts: 2))).Error!;

        Assert.Equal(("http_5xx", 4), (error.Code, error.Attempts));
        Assert.Equal((2, 2), (Asked("/c2/br/br.svg"), Asked("/c2/hop/x")));
    }

    [Fact]
    public async Task Another_authority_is_asked_through_its_own_throttle_and_inherits_no_leave()
    {
        var there = cluster.Origin.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Play("/c3/br/br.svg", _ => Answer.To($"{there}/c3/br/other.svg"));

        var outcome = await Ordered("c3/BR", Order());

        Assert.Equal(("ssrf_blocked", 2), (outcome.Error!.Code, outcome.Attempts));
        var throttle = await cluster.Grains.GetGrain<IThrottleGrain>(UrlTemplate.AuthorityOf(new Uri(there))).Describe();
        Assert.Equal((5, 0), (throttle.Limit, throttle.InFlight));
    }

    [Fact]
    public async Task What_is_worth_one_more_try_gets_one_after_any_number_of_others()
    {
        Play("/c4/br/br.svg", count => count <= 2 ? new Answer(503, "") : new Answer(200, "", ("Content-Type", "image/svg+xml")));

        var error = (await Ordered("c4/BR", Order())).Error!;

        Assert.Equal(("empty_body", 4), (error.Code, error.Attempts));
    }

    [Fact]
    public async Task A_retry_comes_when_the_seed_says_and_not_before()
    {
        Play("/c5/br/br.svg", count => count == 1 ? new Answer(503, "") : null);
        var brazil = cluster.Country("c5/BR");
        var delay = RetrySchedule.Delay(1, new Jitter(CountryFixture.Seed).Of("c5/BR", Parts.Flag, 1));
        var order = Order();
        await brazil.Order(order);
        await CountryFixture.Until(() => Asked("/c5/br/br.svg") == 1);
        // The failure must have arrived before the clock moves; it is noted under no other sign than this.
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, TestContext.Current.CancellationToken);

        cluster.Time.Advance(delay - TimeSpan.FromMilliseconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(1, Asked("/c5/br/br.svg"));
        Assert.Equal((CountryState.Ok, 2), ((await cluster.Ordered(brazil, order)).State, Asked("/c5/br/br.svg")));
    }

    [Fact]
    public async Task A_chained_flag_is_found_in_metadata_that_is_fetched_first_even_if_nobody_asked_for_it()
    {
        Play("/chain/br/metadata.json", _ => Answer.Json($$"""{"country":"Brazil","flag":"{{Url("/chain/picture/br")}}"}"""));
        Play("/chain/picture/br", _ => Answer.Flag());

        var outcome = await Ordered("chain/BR", Order());

        Assert.Equal((CountryState.Ok, 2, "Brazil"), (outcome.State, outcome.Attempts, outcome.Country));
        Assert.Equal(
            ["/chain/br/metadata.json", "/chain/picture/br"],
            cluster.Origin.Order.Where(path => path is "/chain/br/metadata.json" or "/chain/picture/br"));
    }

    [Fact]
    public async Task A_chained_flag_follows_metadata_that_is_stored_or_has_changed()
    {
        Play("/chain/de/metadata.json", count => count switch
        {
            1 => Answer.Json($$"""{"country":"Germany","flag":"{{Url("/chain/picture/old")}}"}""", ("ETag", "\"1\""), ("Cache-Control", "max-age=0")),
            2 => new Answer(304, "", ("ETag", "\"1\"")),
            _ => Answer.Json($$"""{"country":"Germany","flag":"{{Url("/chain/picture/new")}}"}""", ("Cache-Control", "max-age=0")),
        });
        Play("/chain/picture/old", count => Answer.Flag(("Cache-Control", count == 1 ? "max-age=0" : "max-age=3600")));
        Play("/chain/picture/new", _ => Answer.Flag());

        await Ordered("chain/DE", Order(Parts.Both));
        await Ordered("chain/DE", Order(Parts.Both));
        Assert.Equal((2, 0), (Asked("/chain/picture/old"), Asked("/chain/picture/new")));

        // Only the metadata is stale now; it names another flag.
        await Ordered("chain/DE", Order(Parts.Both));
        Assert.Equal((2, 1), (Asked("/chain/picture/old"), Asked("/chain/picture/new")));
    }

    [Fact]
    public async Task Metadata_that_is_not_there_means_no_flag_where_it_names_it()
    {
        Play("/chain/xx/metadata.json", _ => new Answer(404, ""));

        Assert.Equal(CountryState.NotFound, (await Ordered("chain/XX", Order())).State);
        Assert.Equal(Via.Store, (await Ordered("chain/XX", Order())).Via);
    }

    [Fact]
    public async Task An_order_that_is_paused_waits_and_goes_on_when_it_is_sent_again()
    {
        var brazil = cluster.Country("c6/BR");
        var paused = Order() with { Concurrency = 0 };
        Assert.Null(await brazil.Order(paused));
        var throttle = cluster.Grains.GetGrain<IThrottleGrain>(UrlTemplate.AuthorityOf(new Uri(cluster.Origin.Url)));
        await Waiting(throttle, 1);

        Assert.Equal(0, Asked("/c6/br/br.svg"));
        Assert.Null(await brazil.Order(paused with { Concurrency = 5 }));
        Assert.Equal(CountryState.Ok, (await cluster.Ordered(brazil, paused with { Concurrency = 5 })).State);
        Assert.Equal(1, Asked("/c6/br/br.svg"));
    }

    [Fact]
    public async Task An_order_that_is_paused_does_not_share_the_failure_of_another()
    {
        Play("/c14/br/br.svg", count => count == 1 ? new Answer(403, "") : null);
        var brazil = cluster.Country("c14/BR");
        var paused = Order() with { Concurrency = 0 };
        Assert.Null(await brazil.Order(paused));

        Assert.Equal("forbidden", (await cluster.Ordered(brazil, Order())).Error!.Code);

        Assert.Null(await brazil.Order(paused));
        Assert.Equal((CountryState.Ok, 1), (await cluster.Ordered(brazil, paused with { Concurrency = 5 }) is var end ? (end.State, end.Attempts) : default));
        Assert.Equal(2, Asked("/c14/br/br.svg"));
    }

    [Fact]
    public async Task What_comes_for_nobody_is_stored_all_the_same_and_nothing_follows()
    {
        var arrived = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Play("/c7/br/br.svg", _ => new Held(arrived, go.Task));
        var brazil = cluster.Country("c7/BR");
        var order = Order(Parts.Both);
        await brazil.Order(order);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        await brazil.Withdraw(order.Harvest);
        // One-way: the call after it is answered after it.
        await brazil.Missing(Parts.Both, Refresh.Stale);
        go.SetResult();
        while (await brazil.Read() is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, Asked("/c7/br/metadata.json"));
        Assert.Equal(Via.Store, (await Ordered("c7/BR", Order())).Via);
    }

    private static async Task Waiting(IThrottleGrain throttle, int tickets)
    {
        while ((await throttle.Describe()).Waiting != tickets)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Held(TaskCompletionSource arrived, Task go) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            arrived.TrySetResult();
            await go;
            await Answer.Flag().ExecuteAsync(httpContext);
        }
    }
}
