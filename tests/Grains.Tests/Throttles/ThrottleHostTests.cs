using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Throttles;

/// <summary>What a throttle makes of its host's health, and what of it survives.</summary>
public sealed class ThrottleHostTests(ThrottleFixture fixture) : IClassFixture<ThrottleFixture>
{
    private static readonly HostFailure Refused = new("connect_refused", "connect", null, "The origin refused the connection.");
    private static readonly ExchangeSignal Failure = new(HostSignal.Failure, Failure: Refused);

    [Fact]
    public async Task A_dead_host_costs_ten_exchanges_and_three_probes_then_everybody_is_told()
    {
        var silo = Holder("http://t0.test:80");
        await FailTenTimes(silo);
        Assert.Empty(await silo.Ask("waits", "waits too"));
        var why = (await silo.Throttle.Explain("h")).Waiting[0].Waiting;
        Assert.Equal((WaitingReason.Breaker, true), (why.Reason, why.Until > fixture.Time.GetUtcNow()));

        for (var probe = 0; probe < 3; probe++)
        {
            await ToProbe(silo, "waits", "waits too");
            var granted = await silo.Next();
            Assert.Empty(await silo.Ask($"{probe} behind the probe"));
            await silo.Complete(granted.Lease, Failure);
            if (granted.Ticket is "waits" or "waits too")
                Assert.Empty(await silo.Ask(granted.Ticket));
        }

        var refusal = (await silo.Throttle.Settle(silo.Name, silo.Self, [], [Ticket("new")])).Refusals.Single().Failure;
        Assert.Equal(Refused, refusal with { Message = Refused.Message });
        Assert.EndsWith($"not asked now. Its last failure: {Refused.Message}", refusal.Message, StringComparison.Ordinal);
        var status = await silo.Throttle.Describe();
        Assert.Equal((BreakerState.Down, 0, 0), (status.Breaker!.State, status.Waiting, status.InFlight));
    }

    [Fact]
    public async Task A_restart_knows_that_the_host_is_dead()
    {
        var silo = Holder("http://t1.test:80");
        await FailTenTimes(silo);
        await Activations.Deactivate(fixture.Grains, silo.Throttle);

        var status = await silo.Throttle.Describe();

        Assert.Equal((BreakerState.Open, Refused), (status.Breaker!.State, status.Breaker.Last));
        Assert.Empty(await silo.Ask("a"));
    }

    [Fact]
    public async Task Retries_beyond_the_budget_wait_for_it_and_first_requests_do_not()
    {
        var silo = Holder("http://t2.test:80");
        for (var n = 0; n < RetryBudget.Limit; n++)
        {
            var grant = Assert.Single((await silo.Request(2, $"retry {n}")).Grants);
            await silo.Complete(grant.Lease, ExchangeSignal.Neutral);
        }

        Assert.Empty((await silo.Request(2, "late", "later")).Grants);
        var waiting = (await silo.Throttle.Explain("h")).Waiting;
        Assert.Equal(["late", "later"], waiting.Select(one => one.Subject));
        Assert.All(waiting, one => Assert.Equal(WaitingReason.Budget, one.Waiting.Reason));
        Assert.Equal("first", Assert.Single(await silo.Ask("first")).Ticket);

        fixture.Time.Advance(TimeSpan.FromSeconds(0.6));
        await silo.Renew([], "late", "later");

        Assert.Equal("late", (await silo.Next()).Ticket);
        Assert.Equal("later", Assert.Single((await silo.Throttle.Explain("h")).Waiting).Subject);
    }

    [Fact]
    public async Task A_reader_whose_request_is_repeated_goes_ahead_of_harvests()
    {
        var silo = Holder("http://t5.test:80");
        for (var n = 0; n < RetryBudget.Limit; n++)
            await silo.Complete(Assert.Single((await silo.Request(2, $"retry {n}")).Grants).Lease, ExchangeSignal.Neutral);
        await silo.Request(2, "harvest's");
        await silo.Throttle.Settle(silo.Name, silo.Self, [], [Ticket("reader's") with { Flows = [], Attempt = 2 }]);

        fixture.Time.Advance(TimeSpan.FromSeconds(0.6));
        await silo.Renew([], "harvest's", "reader's");

        Assert.Equal("reader's", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_pause_is_kept_over_a_restart_and_ends_at_once()
    {
        var silo = Holder("http://t3.test:80");
        await silo.Throttle.Pause();
        await silo.Throttle.Pause();
        await Activations.Deactivate(fixture.Grains, silo.Throttle);

        Assert.Empty(await silo.Ask("a"));
        Assert.True((await silo.Throttle.Describe()).Paused);
        Assert.Equal(WaitingReason.Paused, (await silo.Throttle.Explain("h")).Waiting.Single().Waiting.Reason);
        await silo.Throttle.Resume();

        Assert.Equal("a", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_harvest_is_bounded_before_its_countries_say_so()
    {
        var silo = Holder("http://t4.test:80");
        var first = Assert.Single(await silo.Ask("a"));
        var other = Assert.Single(await silo.Ask("b"));
        await silo.Ask("c");
        await silo.Throttle.Limit("h", 0);

        Assert.Empty(await silo.Complete(first.Lease, new ExchangeSignal(HostSignal.Success)));
        Assert.Empty(await silo.Complete(other.Lease, new ExchangeSignal(HostSignal.Success)));
        await silo.Throttle.Limit("h", 1);

        Assert.Equal("c", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_refusal_teaches_a_rate_that_a_restart_remembers()
    {
        var silo = Holder("http://learn.test:80");
        string[] tickets = [.. Enumerable.Range(0, 60).Select(n => $"{n}")];
        var granted = await silo.Ask(tickets);
        Assert.Equal(60, granted.Length);
        foreach (var grant in granted.Take(50))
            await silo.Complete(grant.Lease, new ExchangeSignal(HostSignal.Success));
        foreach (var grant in granted.Skip(50))
            await silo.Complete(grant.Lease, new ExchangeSignal(HostSignal.Hold, TimeSpan.FromSeconds(1), "rate_limited"));

        Assert.Equal(47.5, (await silo.Throttle.Describe()).RateLimit);
        await Activations.Deactivate(fixture.Grains, silo.Throttle);
        Assert.Equal(47.5, (await silo.Throttle.Describe()).RateLimit);
    }

    [Fact]
    public async Task A_silent_host_gives_its_probes_permits_back_when_it_is_given_up()
    {
        var silo = Holder("http://t6.test:80");
        var silence = new ExchangeSignal(HostSignal.Failure, Failure: new HostFailure("timeout_headers", "headers", null, "No answer in time."));
        for (var n = 0; n < 3; n++)
            await silo.Complete(Assert.Single(await silo.Ask($"silent {n}")).Lease, silence);
        await ToProbe(silo, "a", "b", "c");
        List<string> probes = [Assert.Single(await silo.Ask("a", "b", "c")).Lease];
        for (var second = 0; second < 10; second++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await silo.Renew(probes, "b", "c");
            if (second == 2)
                probes.Add((await silo.Next()).Lease);
        }

        Assert.Equal(probes, (await silo.Renew(probes)).LostLeases);
        Assert.Equal("timeout_headers", (await silo.NextRefused()).Failure.Code);
        Assert.Equal((BreakerState.Down, 0), await Stands(silo));
    }

    [Fact]
    public async Task Refusals_that_name_no_time_lengthen_the_hold_and_a_restart_knows_how_many_there_were()
    {
        var silo = Holder("http://t7.test:80");
        var refusal = new ExchangeSignal(HostSignal.Hold, null, "rate_limited");
        await silo.Complete(Assert.Single(await silo.Ask("a")).Lease, refusal);
        Assert.InRange(await Held(silo), 2, 2.5);
        fixture.Time.Advance(TimeSpan.FromSeconds(2.5));
        await silo.Complete(Assert.Single(await silo.Ask("b")).Lease, refusal);
        Assert.InRange(await Held(silo), 4, 5);
        await Activations.Deactivate(fixture.Grains, silo.Throttle);
        Assert.InRange(await Held(silo), 4, 5);

        fixture.Time.Advance(TimeSpan.FromSeconds(5));
        await silo.Complete(Assert.Single(await silo.Ask("c")).Lease, refusal);
        Assert.InRange(await Held(silo), 8, 10);

        fixture.Time.Advance(TimeSpan.FromSeconds(10));
        await silo.Complete(Assert.Single(await silo.Ask("d")).Lease, new ExchangeSignal(HostSignal.Success));
        await silo.Complete(Assert.Single(await silo.Ask("e")).Lease, refusal);
        Assert.InRange(await Held(silo), 2, 2.5);
    }

    [Fact]
    public async Task Of_a_redirects_authority_nothing_is_kept_once_nobody_asks_any_more()
    {
        Assert.Equal((true, false), (await Kept("http://elsewhere.test:80", 4), await Kept("http://elsewhere.test:80", 6)));
        Assert.True(await Kept("http://t8.test:80", 6));
    }

    [Fact]
    public async Task A_hold_of_a_redirects_authority_is_kept() =>
        Assert.True(await Kept("http://held.test:80", 6, new ExchangeSignal(HostSignal.Hold, TimeSpan.FromHours(1), "rate_limited")));

    /// <summary>Whether a record is left after so many idle minutes.</summary>
    private async Task<bool> Kept(string authority, int minutes, ExchangeSignal? signal = null)
    {
        var silo = Holder(authority);
        await silo.Complete(Assert.Single(await silo.Ask("a")).Lease, signal ?? new ExchangeSignal(HostSignal.Success));
        fixture.Time.Advance(TimeSpan.FromMinutes(minutes));
        await Activations.Deactivate(fixture.Grains, silo.Throttle);
        var state = new GrainState<ThrottleRecord>(new ThrottleRecord());
        await fixture.Stored.ReadStateAsync("throttle", GrainId.Create(silo.Throttle.GetGrainId().Type, authority), state);
        return state.RecordExists;
    }

    private async Task<double> Held(ThrottleFixture.Holder silo) =>
        ((await silo.Throttle.Describe()).HoldUntil!.Value - fixture.Time.GetUtcNow()).TotalSeconds;

    private static async Task<(BreakerState, int)> Stands(ThrottleFixture.Holder silo)
    {
        var status = await silo.Throttle.Describe();
        return (status.Breaker!.State, status.InFlight);
    }

    private ThrottleFixture.Holder Holder(string authority) => ThrottleFixture.Holder.Of(fixture, authority);

    private static PermitRequest Ticket(string ticket) => new() { Ticket = ticket, Subject = ticket, Flows = [new Flow("h", 100)] };

    private static async Task FailTenTimes(ThrottleFixture.Holder silo)
    {
        for (var n = 0; n < Breaker.Threshold; n++)
            await silo.Complete(Assert.Single(await silo.Ask($"fails {n}")).Lease, Failure);
    }

    /// <summary>To when the next probe is due; the tickets are named on the way, as their holder does each second.</summary>
    private async Task ToProbe(ThrottleFixture.Holder silo, params string[] tickets)
    {
        while ((await silo.Throttle.Describe()).Breaker!.Until > fixture.Time.GetUtcNow())
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await silo.Renew([], tickets);
        }
    }
}
