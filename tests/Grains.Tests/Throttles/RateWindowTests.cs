using Actors.Grains.Throttles;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Throttles;

public sealed class RateWindowTests
{
    [Fact]
    public void Without_a_rate_nothing_waits()
    {
        var rate = new RateWindow(null, new FakeTimeProvider());
        rate.Record();

        Assert.Equal(TimeSpan.Zero, rate.Delay);
        Assert.Equal(1, rate.LastSecond);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void No_second_holds_more_than_the_rate_even_if_arrivals_jitter_by_a_tenth_of_it(int perSecond)
    {
        var time = new FakeTimeProvider();
        var rate = new RateWindow(perSecond, time);
        var sent = new List<double>();
        for (var n = 0; n < perSecond * 3; n++)
        {
            time.Advance(rate.Delay);
            Assert.Equal(TimeSpan.Zero, rate.Delay);
            rate.Record();
            sent.Add(time.GetUtcNow().ToUnixTimeMilliseconds());
        }

        // Jitter: every other one arrives up to 90 ms late.
        var arrived = sent.Select((at, n) => n % 2 == 0 ? at + 90 : at).Order().ToList();
        Assert.All(arrived, start => Assert.InRange(arrived.Count(at => at >= start && at < start + 1000), 1, perSecond));
    }
}
