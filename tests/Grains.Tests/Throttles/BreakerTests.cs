using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Throttles;

public sealed class BreakerTests
{
    private static readonly HostFailure Refused = new("connect_refused", "connect", null, "The origin refused the connection.");
    private static readonly ExchangeSignal Failure = new(HostSignal.Failure, Failure: Refused);
    private static readonly ExchangeSignal Success = new(HostSignal.Success);

    private readonly SettableClock _time = new();
    private readonly BreakerRecord _record = new();
    private int _leases;

    [Fact]
    public void It_opens_after_ten_failures_in_a_row_and_not_before()
    {
        var breaker = new Breaker(_record, _time);
        for (var n = 1; n < Breaker.Threshold; n++)
            Exchange(breaker, Failure);
        Exchange(breaker, Success);
        for (var n = 1; n < Breaker.Threshold; n++)
            Exchange(breaker, Failure);
        Assert.Equal(BreakerState.Closed, breaker.State);

        Exchange(breaker, Failure);

        Assert.Equal(BreakerState.Open, breaker.State);
        Assert.False(breaker.Allows);
        Assert.Null(breaker.Refusal);
    }

    [Fact]
    public void What_says_nothing_of_the_host_does_not_count()
    {
        var breaker = new Breaker(_record, _time);
        for (var n = 0; n < 100; n++)
            Exchange(breaker, ExchangeSignal.Neutral);
        for (var n = 1; n < Breaker.Threshold; n++)
            Exchange(breaker, Failure);
        Exchange(breaker, ExchangeSignal.Neutral);
        Assert.Equal(BreakerState.Closed, breaker.State);
    }

    [Fact]
    public void A_probe_that_goes_well_closes_it_and_so_does_a_host_that_asks_for_patience()
    {
        foreach (var alive in new[] { Success, new ExchangeSignal(HostSignal.Hold, TimeSpan.FromSeconds(1), "rate_limited") })
        {
            var breaker = Opened();
            _time.Advance(breaker.Rest);
            Assert.True(breaker.Allows);
            breaker.Begin("probe");
            Assert.Equal(BreakerState.HalfOpen, breaker.State);
            Assert.False(breaker.Allows);

            Assert.True(breaker.End("probe", alive));

            Assert.Equal(BreakerState.Closed, breaker.State);
            Assert.Equal(0, _record.Failures);
        }
    }

    [Fact]
    public void After_three_failed_probes_what_waits_is_refused_with_the_last_failure()
    {
        var breaker = Opened();
        var opened = _time.GetUtcNow();
        for (var probe = 0; probe < 3; probe++)
        {
            Assert.Null(breaker.Refusal);
            _time.Advance(breaker.Rest);
            Exchange(breaker, Failure);
        }

        Assert.Equal(BreakerState.Down, breaker.State);
        AssertRefuses(breaker);
        Assert.Equal(
            $"The host seems down since {opened:s}Z and is not asked now. Its last failure: {Refused.Message}", breaker.Refusal!.Message);
        Assert.InRange(_time.GetUtcNow() - opened, TimeSpan.Zero, Breaker.LongestOpen);
    }

    [Fact]
    public void Probes_that_hang_are_not_waited_for_beyond_the_limit()
    {
        var breaker = Opened();
        _time.Advance(breaker.Rest);
        breaker.Begin("hangs");
        _time.Advance(Breaker.LongestOpen - TimeSpan.FromSeconds(2));
        Assert.False(breaker.GiveUpIfOverdue(out _));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(breaker.GiveUpIfOverdue(out _));
        AssertRefuses(breaker);
        Assert.False(breaker.GiveUpIfOverdue(out _));
    }

    [Fact]
    public void Time_in_which_nobody_asked_fails_nobody()
    {
        var breaker = Opened();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(breaker.GiveUpIfOverdue(out _));
        Assert.True(breaker.Allows);
    }

    [Fact]
    public void A_probe_that_was_answered_closes_it_whatever_the_answer()
    {
        var breaker = Opened();
        _time.Advance(breaker.Rest);
        Exchange(breaker, ExchangeSignal.Answered);

        Assert.Equal(BreakerState.Closed, breaker.State);
    }

    [Fact]
    public void A_host_that_is_down_is_tried_again_later_and_one_success_is_enough()
    {
        var breaker = Down();
        _time.Advance(breaker.Rest);
        Assert.Null(breaker.Refusal);
        Assert.True(breaker.Allows);
        Exchange(breaker, Failure);
        AssertRefuses(breaker);

        _time.Advance(breaker.Rest);
        Exchange(breaker, Success);

        Assert.Equal(BreakerState.Closed, breaker.State);
    }

    /// <summary>What was seen long ago must not fail everybody after one more failure.</summary>
    [Theory]
    [InlineData(BreakerState.Down, false)]
    [InlineData(BreakerState.Down, true)]
    [InlineData(BreakerState.Open, false)]
    [InlineData(BreakerState.Open, true)]
    public void After_five_minutes_in_which_nobody_asked_it_gets_all_its_probes_again(BreakerState before, bool isRestarted)
    {
        var breaker = before == BreakerState.Down ? Down() : Opened();
        _time.Advance(breaker.Rest + TimeSpan.FromMinutes(5));
        breaker = isRestarted ? new Breaker(_record, _time) : breaker;
        for (var probe = 0; probe < 3; probe++)
        {
            Assert.Null(breaker.Refusal);
            _time.Advance(breaker.Rest);
            Assert.True(breaker.Allows);
            breaker.Begin("probe");
            Assert.False(breaker.GiveUpIfOverdue(out _));
            breaker.End("probe", Failure);
        }

        AssertRefuses(breaker);
    }

    [Fact]
    public void Within_five_minutes_one_failed_probe_is_enough()
    {
        var breaker = Down();
        _time.Advance(breaker.Rest + TimeSpan.FromMinutes(4));
        breaker = new Breaker(_record, _time);
        Exchange(breaker, Failure);

        AssertRefuses(breaker);
    }

    [Fact]
    public void A_lost_probe_is_followed_by_another_and_a_late_failure_is_no_probe()
    {
        var breaker = Opened();
        breaker.Begin("early");
        _time.Advance(breaker.Rest);
        breaker.Lose("early");
        Assert.True(breaker.Allows);
        breaker.Begin("probe");

        Assert.False(breaker.End("from before", Failure));

        Assert.Equal(0, _record.Probes);
        Assert.Equal(BreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void A_restart_continues_where_it_stood()
    {
        var breaker = Opened();
        _time.Advance(breaker.Rest);
        Exchange(breaker, Failure);
        var next = new Breaker(_record, _time);

        Assert.Equal((BreakerState.Open, breaker.Until, 11), (next.State, next.Until, next.Status.Failures));
        Assert.Equal(Refused, next.Status.Last);
    }

    [Fact]
    public void A_clock_that_is_set_back_prolongs_no_wait_for_a_probe()
    {
        var breaker = Opened();
        _time.Set(-TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(1), breaker.Rest);

        Assert.InRange(new Breaker(_record, _time).Rest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static void AssertRefuses(Breaker breaker) =>
        Assert.Equal((Refused.Code, Refused.Phase, Refused.Status), (breaker.Refusal?.Code, breaker.Refusal?.Phase, breaker.Refusal?.Status));

    private Breaker Opened()
    {
        var breaker = new Breaker(_record, _time);
        for (var n = 0; n < Breaker.Threshold; n++)
            Exchange(breaker, Failure);
        return breaker;
    }

    private Breaker Down()
    {
        var breaker = Opened();
        for (var probe = 0; probe < 3; probe++)
        {
            _time.Advance(breaker.Rest);
            Exchange(breaker, Failure);
        }

        return breaker;
    }

    private void Exchange(Breaker breaker, ExchangeSignal signal)
    {
        var lease = $"{++_leases}";
        breaker.Begin(lease);
        breaker.End(lease, signal);
    }
}
