using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

public sealed class LearnedRateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_refusal_shows_what_went_through_in_a_second()
    {
        var rate = new LearnedRate(_time);
        for (var n = 0; n < 150; n++)
        {
            rate.Succeeded(_time.GetTimestamp(), isBound: false);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Null(rate.PerSecond);
        Assert.True(rate.Refused(_time.GetTimestamp()));

        Assert.InRange(rate.PerSecond!.Value, 90, 100);
    }

    [Fact]
    public void A_crowd_that_was_refused_together_counts_once()
    {
        var rate = new LearnedRate(_time);
        rate.Restore(100);
        var granted = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        for (var n = 0; n < 100; n++)
            rate.Succeeded(granted, isBound: false);
        Assert.False(rate.Refused(granted - 1));
        Assert.True(rate.Refused(granted + 1));
        Assert.False(rate.Refused(granted + 1));

        Assert.Equal(95, rate.PerSecond);
    }

    [Fact]
    public void Answers_that_come_after_the_refusal_count_if_they_were_asked_for_before()
    {
        var rate = new LearnedRate(_time);
        var granted = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        for (var n = 0; n < 60; n++)
            rate.Succeeded(granted, isBound: false);
        Assert.True(rate.Refused(granted + 1));
        Assert.Equal(57, rate.PerSecond);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        for (var n = 0; n < 40; n++)
            Assert.True(rate.Succeeded(granted + 1, isBound: false));

        Assert.Equal(95, rate.PerSecond);
        Assert.False(rate.Succeeded(_time.GetTimestamp(), isBound: false));
    }

    [Fact]
    public void A_refusal_while_far_less_goes_through_takes_half_at_most()
    {
        var rate = new LearnedRate(_time);
        rate.Restore(100);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(rate.Refused(_time.GetTimestamp()));

        Assert.Equal(47.5, rate.PerSecond);
    }

    [Fact]
    public void It_rises_slowly_and_only_while_somebody_waits_for_it()
    {
        var rate = new LearnedRate(_time);
        rate.Restore(100);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(rate.Succeeded(_time.GetTimestamp(), isBound: false));
        Assert.True(rate.Succeeded(_time.GetTimestamp(), isBound: true));
        Assert.False(rate.Succeeded(_time.GetTimestamp(), isBound: true));

        Assert.Equal(101, rate.PerSecond);
    }

    [Fact]
    public void It_never_falls_to_nothing()
    {
        var rate = new LearnedRate(_time);
        Assert.True(rate.Refused(_time.GetTimestamp()));

        Assert.Equal(0.5, rate.PerSecond);
    }

    [Fact]
    public void What_is_announced_needs_no_refusal()
    {
        var rate = new LearnedRate(_time);
        var quota = new Quota(100, TimeSpan.FromSeconds(1), 40, TimeSpan.FromSeconds(1));
        Assert.True(rate.Announced(quota));
        Assert.False(rate.Announced(quota));

        Assert.Equal(95, rate.PerSecond);
    }
}
