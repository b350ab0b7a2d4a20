using Actors.Grains.Harvests;

namespace Actors.Grains.Tests.Harvests;

public sealed class ExchangeTimesTests
{
    [Fact]
    public void The_last_harvest_that_sent_something_counts_and_before_it_half_a_second()
    {
        var times = new ExchangeTimes();
        Assert.Equal(TimeSpan.FromSeconds(0.5), times.Of("o0"));

        times.Remember("o0", TimeSpan.FromSeconds(2));
        times.Remember("o0", null);

        Assert.Equal(TimeSpan.FromSeconds(2), times.Of("o0"));
        Assert.Equal(TimeSpan.FromSeconds(0.5), times.Of("o1"));
    }
}
