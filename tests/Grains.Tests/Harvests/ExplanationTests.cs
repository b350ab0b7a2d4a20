using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Harvests;

public sealed class ExplanationTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Waiting Third = new(WaitingReason.Permit, null, 3);

    [Fact]
    public void A_ticket_says_what_its_country_waits_for_whatever_the_country_said_before() =>
        Assert.Equal(Third, Explain(tickets: new() { ["BR"] = Third }).Of(BackingOff(5)));

    [Fact]
    public void A_country_that_backs_off_waits_for_that_or_for_its_host_whichever_is_later()
    {
        Assert.Equal(new Waiting(WaitingReason.Backoff, Now.AddSeconds(5)), Explain().Of(BackingOff(5)));
        Assert.Equal(
            new Waiting(WaitingReason.Hold, Now.AddSeconds(9)), Explain(HostStanding.Free with { HoldUntil = Now.AddSeconds(9) }).Of(BackingOff(5)));
        Assert.Equal(
            new Waiting(WaitingReason.Backoff, Now.AddSeconds(5)),
            Explain(HostStanding.Free with { HoldUntil = Now.AddSeconds(3) }).Of(BackingOff(5)));
        Assert.Equal(
            new Waiting(WaitingReason.Breaker, Now.AddSeconds(9)),
            Explain(HostStanding.Free with { HoldUntil = Now.AddSeconds(7), BreakerUntil = Now.AddSeconds(9) }).Of(BackingOff(5)));
        Assert.Equal(
            new Waiting(WaitingReason.Paused),
            Explain(HostStanding.Free with { Paused = true, HoldUntil = Now.AddSeconds(3) }).Of(BackingOff(5)));
    }

    [Fact]
    public void A_back_off_that_is_over_is_none() => Assert.Null(Explain().Of(BackingOff(0)));

    [Fact]
    public void A_country_without_a_ticket_waits_for_its_host_or_for_a_permit_and_one_under_way_for_nothing()
    {
        Assert.Equal(new Waiting(WaitingReason.Permit), Explain().Of(Country(CountryState.Pending)));
        Assert.Equal(
            new Waiting(WaitingReason.Hold, Now.AddSeconds(9)),
            Explain(HostStanding.Free with { HoldUntil = Now.AddSeconds(9) }).Of(Country(CountryState.Pending)));
        Assert.Null(Explain().Of(Country(CountryState.Fetching)));
    }

    [Fact]
    public void Everything_open_is_paused_in_a_paused_harvest_but_what_is_under_way_or_final_waits_for_nothing()
    {
        var explanation = new Explanation(
            isPaused: true, HostStanding.Free, new Dictionary<string, Waiting>(StringComparer.Ordinal) { ["BR"] = Third }, Now);

        Assert.All(
            [Country(CountryState.Pending), Country(CountryState.Fetching), BackingOff(5)],
            country => Assert.Equal(new Waiting(WaitingReason.Paused), explanation.Of(country)));
        Assert.Null(explanation.Of(Country(CountryState.Fetching) with { Code = "FR" }));
        Assert.All(
            [CountryState.Ok, CountryState.NotFound, CountryState.Failed, CountryState.Cancelled],
            state => Assert.Null(explanation.Of(Country(state))));
    }

    [Fact]
    public void A_throttle_that_does_not_answer_leaves_what_the_country_knows()
    {
        var explanation = new Explanation(isPaused: false, hosts: null, new Dictionary<string, Waiting>(StringComparer.Ordinal), Now);

        Assert.Null(explanation.Of(Country(CountryState.Pending)));
        Assert.Equal(WaitingReason.Backoff, explanation.Of(BackingOff(5))!.Reason);
    }

    private static Explanation Explain(HostStanding? hosts = null, Dictionary<string, Waiting>? tickets = null) =>
        new(isPaused: false, hosts ?? HostStanding.Free, tickets ?? [], Now);

    private static CountryStatus Country(CountryState state) => new() { Code = "BR", State = state };

    private static CountryStatus BackingOff(int seconds) =>
        Country(CountryState.Fetching) with { Waiting = new Waiting(WaitingReason.Backoff, Now.AddSeconds(seconds)) };
}
