using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Throttles;

public sealed class HostHoldTests
{
    private readonly SettableClock _time = new();

    [Fact]
    public void A_host_that_never_says_how_long_is_left_alone_twice_as_long_each_time_up_to_a_minute()
    {
        var hold = new HostHold(_time, () => 0);
        var rests = new List<double>();
        for (var n = 0; n < 8; n++)
        {
            Assert.True(hold.Ask(null, "rate_limited", Permit()));
            rests.Add(hold.Rest.TotalSeconds);
            _time.Advance(hold.Rest);
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], rests);
    }

    [Fact]
    public void Jitter_only_lengthens()
    {
        var shortest = new HostHold(_time, () => 0);
        var longest = new HostHold(_time, () => 1);
        var granted = Permit();
        _ = shortest.Ask(null, null, granted);
        _ = longest.Ask(null, null, granted);

        Assert.Equal((2, 2.5), (shortest.Rest.TotalSeconds, longest.Rest.TotalSeconds));
    }

    [Fact]
    public void Requests_that_were_refused_together_count_once()
    {
        var hold = new HostHold(_time, () => 0);
        var granted = Permit();
        Assert.True(hold.Ask(null, "rate_limited", granted));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _ = hold.Ask(null, "rate_limited", granted);
        _ = hold.Ask(null, "rate_limited", null);

        Assert.Equal((1, 2), (hold.Unstated, hold.Rest.TotalSeconds));
    }

    [Fact]
    public void An_answer_forgets_but_not_one_to_what_was_sent_before_the_refusal()
    {
        var hold = new HostHold(_time, () => 0);
        var early = Permit();
        _ = hold.Ask(null, null, early);
        _time.Advance(hold.Rest);
        _ = hold.Ask(null, null, Permit());
        Assert.False(hold.Answered(early));
        Assert.False(hold.Answered(null));
        Assert.Equal(2, hold.Unstated);
        _time.Advance(hold.Rest);

        Assert.True(hold.Answered(Permit()));
        Assert.False(hold.Answered(Permit()));
        _ = hold.Ask(null, null, Permit());
        Assert.Equal(2, hold.Rest.TotalSeconds);
    }

    [Fact]
    public void A_shorter_wish_shortens_nothing()
    {
        var hold = new HostHold(_time, () => 0);
        Assert.True(hold.Ask(TimeSpan.FromSeconds(30), "rate_limited", null));
        Assert.False(hold.Ask(TimeSpan.FromSeconds(5), "http_5xx", null));

        Assert.Equal((30, "rate_limited"), (hold.Rest.TotalSeconds, hold.Reason));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_wall_clock_that_is_set_changes_no_hold_under_way(int hours)
    {
        var hold = new HostHold(_time, () => 0);
        _ = hold.Ask(TimeSpan.FromMinutes(10), null, null);
        _time.Set(TimeSpan.FromHours(hours));

        Assert.Equal((TimeSpan.FromMinutes(10), _time.GetUtcNow() + TimeSpan.FromMinutes(10)), (hold.Rest, hold.Until));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.NotNull(hold.Until);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(hold.Until);
    }

    [Fact]
    public void A_restart_remembers_what_is_left_and_no_more_than_any_hold_that_is_accepted()
    {
        var until = _time.GetUtcNow() + TimeSpan.FromMinutes(10);
        Assert.Equal((until, 10), (Restored(until, 3).Until, Restored(until, 3).Rest.TotalMinutes));
        Assert.Equal(60, Restored(_time.GetUtcNow() + TimeSpan.FromHours(30), 3).Rest.TotalMinutes);
        Assert.Null(Restored(_time.GetUtcNow(), 3).Until);

        var hold = Restored(null, 3);
        _ = hold.Ask(null, null, null);
        Assert.Equal(16, hold.Rest.TotalSeconds);
        Assert.Equal(6, Restored(null, int.MaxValue).Unstated);
    }

    private HostHold Restored(DateTimeOffset? until, int unstated)
    {
        var hold = new HostHold(_time, () => 0);
        hold.Restore(until, "rate_limited", unstated);
        return hold;
    }

    /// <summary>When a permit was granted: after everything that happened before.</summary>
    private long Permit()
    {
        _time.Advance(TimeSpan.FromTicks(1));
        return _time.GetTimestamp();
    }
}
