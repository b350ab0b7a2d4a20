using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Throttles;

public sealed class ThrottleGrainTests(ThrottleFixture fixture) : IClassFixture<ThrottleFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ThrottleFixture.Holder Holder(string authority) => ThrottleFixture.Holder.Of(fixture, authority);

    [Fact]
    public async Task No_more_than_the_cap_are_out_and_a_permit_that_comes_back_goes_to_the_next()
    {
        var silo = Holder("http://t0.test:80");

        var granted = await silo.Ask("a", "b", "c");
        Assert.Equal(["a", "b"], granted.Select(grant => grant.Ticket));
        Assert.All(granted, grant => Assert.Equal(LeaseTerm.Length, grant.Term));

        Assert.Equal("c", (await silo.Complete(granted[0].Lease, ExchangeSignal.Neutral)).Single().Ticket);
        Assert.Empty(await silo.Complete(granted[0].Lease, ExchangeSignal.Neutral));
        Assert.Equal(2, (await silo.Throttle.Describe()).InFlight);
    }

    [Fact]
    public async Task What_one_silo_gives_back_is_pushed_to_another_that_waits()
    {
        var silo = Holder("http://t9.test:80");
        var other = Holder("http://t9.test:80");
        var granted = await silo.Ask("a", "b");
        await other.Ask("c");

        Assert.Empty(await silo.Complete(granted[0].Lease, ExchangeSignal.Neutral));

        Assert.Equal("c", (await other.Next()).Ticket);
    }

    [Fact]
    public async Task A_silo_that_does_not_renew_gives_its_permits_back_after_one_term()
    {
        var dead = Holder("http://t1.test:80");
        var alive = Holder("http://t1.test:80");
        await dead.Ask("a", "b");
        await alive.Ask("c");

        fixture.Time.Advance(Second);
        await alive.Renew([], "c");
        fixture.Time.Advance(Second);
        await alive.Renew([], "c");
        Assert.Equal(0, alive.Pushed);
        fixture.Time.Advance(Second);
        await alive.Renew([], "c");

        Assert.Equal("c", (await alive.Next()).Ticket);
    }

    [Fact]
    public async Task A_renewed_lease_lives_on_and_an_unknown_one_is_lost()
    {
        var silo = Holder("http://t2.test:80");
        var lease = (await silo.Ask("a"))[0].Lease;
        for (var second = 0; second < 10; second++)
        {
            fixture.Time.Advance(Second);
            var answer = await silo.Renew([lease, "0:77"]);

            Assert.Equal(["0:77"], answer.LostLeases);
            Assert.InRange(answer.Term, TimeSpan.FromSeconds(2), LeaseTerm.Length);
        }
    }

    [Fact]
    public async Task During_a_hold_nothing_is_granted_and_after_it_everything_goes_on()
    {
        var silo = Holder("http://t3.test:80");
        var first = (await silo.Ask("a"))[0];

        await silo.Complete(first.Lease, new ExchangeSignal(HostSignal.Hold, TimeSpan.FromSeconds(5), "rate_limited"));

        Assert.Empty(await silo.Ask("b"));
        var held = await silo.Throttle.Describe();
        Assert.Equal(("rate_limited", fixture.Time.GetUtcNow() + TimeSpan.FromSeconds(5)), (held.HoldReason, held.HoldUntil));
        var why = (await silo.Throttle.Explain("h")).Waiting.Single();
        Assert.Equal((WaitingReason.Hold, 1), (why.Waiting.Reason, why.Waiting.Position!.Value));
        for (var second = 0; second < 4; second++)
        {
            fixture.Time.Advance(Second);
            await silo.Renew([], "b");
        }

        Assert.Equal(0, silo.Pushed);
        fixture.Time.Advance(Second);
        await silo.Renew([], "b");
        Assert.Equal("b", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_restarted_throttle_remembers_the_hold_and_waits_one_term_before_it_grants()
    {
        const string Authority = "http://t4.test:80";
        var silo = Holder(Authority);
        var first = (await silo.Ask("a"))[0];
        await silo.Complete(first.Lease, new ExchangeSignal(HostSignal.Hold, TimeSpan.FromHours(1), "http_5xx"));
        await Deactivate(silo.Throttle);

        Assert.NotNull((await silo.Throttle.Describe()).HoldUntil);
        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("out", (await silo.Ask("out")).Single().Ticket);
        await Deactivate(silo.Throttle);

        Assert.Empty(await silo.Ask("b"));
        for (var second = 0; second < 3; second++)
        {
            Assert.Equal(0, silo.Pushed);
            fixture.Time.Advance(Second + TimeSpan.FromMilliseconds(1));
            await silo.Renew([], "b");
        }

        Assert.Equal("b", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_throttle_that_went_with_no_permit_out_is_not_waited_for()
    {
        var silo = Holder("http://t10.test:80");
        await silo.Complete((await silo.Ask("a"))[0].Lease, ExchangeSignal.Neutral);
        await Deactivate(silo.Throttle);

        Assert.Equal("b", (await silo.Ask("b")).Single().Ticket);
    }

    [Fact]
    public async Task A_predecessors_leases_are_counted_while_the_new_throttle_is_quiet()
    {
        var silo = Holder("http://t5.test:80");
        var old = (await silo.Ask("a", "b")).Select(grant => grant.Lease).ToList();
        await Deactivate(silo.Throttle);

        var answer = await silo.Renew(old);
        Assert.Empty(answer.LostLeases);
        await silo.Ask("c");
        for (var second = 0; second < 5; second++)
        {
            fixture.Time.Advance(Second);
            Assert.Empty((await silo.Renew(old, "c")).LostLeases);
        }

        Assert.Equal(0, silo.Pushed);
    }

    [Fact]
    public async Task A_throttle_that_was_replaced_grants_nothing_until_its_successor_has_waited_one_term()
    {
        const string Authority = "http://t6.test:80";
        var silo = Holder(Authority);
        var lease = (await silo.Ask("a"))[0].Lease;
        var state = new GrainState<ThrottleRecord>(new ThrottleRecord());
        var id = GrainId.Create(silo.Throttle.GetGrainId().Type, Authority);
        await fixture.Stored.ReadStateAsync("throttle", id, state);
        state.State!.Epoch += 10;
        await fixture.Stored.WriteStateAsync("throttle", id, state);

        fixture.Time.Advance(Second);
        Assert.Empty(await silo.Ask("b"));
        Assert.Empty((await silo.Renew([lease])).LostLeases);
        await silo.Ask("b");
        for (var second = 0; second < 3; second++)
        {
            Assert.Equal(0, silo.Pushed);
            fixture.Time.Advance(Second + TimeSpan.FromMilliseconds(1));
            await silo.Renew([lease], "b");
        }

        Assert.Equal("b", (await silo.Next()).Ticket);
    }

    [Fact]
    public async Task A_rate_spaces_permits_evenly()
    {
        var silo = Holder("http://rate.test:80");
        Assert.Equal(["a"], (await silo.Ask("a", "b", "c")).Select(grant => grant.Ticket));
        Assert.Equal(WaitingReason.Rate, (await silo.Throttle.Explain("h")).Waiting[0].Waiting.Reason);

        fixture.Time.Advance(TimeSpan.FromMilliseconds(112));
        await silo.Renew([], "b", "c");
        Assert.Equal("b", (await silo.Next()).Ticket);
        Assert.Equal(0, silo.Pushed);
        fixture.Time.Advance(TimeSpan.FromMilliseconds(112));
        await silo.Renew([], "c");
        Assert.Equal("c", (await silo.Next()).Ticket);
        Assert.Equal(3, (await silo.Throttle.Describe()).LastSecond);
    }

    [Fact]
    public async Task Withdrawn_and_forgotten_tickets_get_no_permit()
    {
        var silo = Holder("http://t7.test:80");
        var other = Holder("http://t7.test:80");
        var leases = (await silo.Ask("a", "b")).Select(grant => grant.Lease).ToList();
        await silo.Ask("withdrawn");
        await silo.Throttle.Withdraw(["withdrawn"]);
        await other.Ask("forgotten");
        for (var second = 0; second < 12; second++)
        {
            fixture.Time.Advance(Second);
            Assert.Empty((await silo.Renew(leases)).LostLeases);
        }

        Assert.Equal(0, (await silo.Throttle.Describe()).Waiting);
    }

    [Fact]
    public async Task A_throttle_says_which_tickets_it_does_not_know()
    {
        var silo = Holder("http://t8.test:80");
        await silo.Ask("a", "b", "c");

        Assert.Equal(["x"], (await silo.Renew([], "c", "x")).UnknownTickets);
    }

    private Task Deactivate(IThrottleGrain throttle) => Activations.Deactivate(fixture.Grains, throttle);
}
