using Actors.Client.Sockets;

namespace Actors.Client.Tests.Sockets;

public sealed class BackOffTests
{
    [Fact]
    public void Steps_double_up_to_the_longest_and_begin_again_after_a_reset()
    {
        var backOff = new BackOff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), () => 1);

        Assert.Equal([100, 200, 400, 800, 1000, 1000], Enumerable.Range(0, 6).Select(_ => backOff.Next().TotalMilliseconds));
        backOff.Reset();
        Assert.Equal(100, backOff.Next().TotalMilliseconds);
    }

    [Fact]
    public void Jitter_takes_away_at_most_half_and_never_overflows()
    {
        var backOff = new BackOff(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), () => 0);

        Assert.Equal(50, backOff.Next().TotalMilliseconds);
        Assert.All(Enumerable.Range(0, 2000), _ => Assert.InRange(backOff.Next(), TimeSpan.Zero, TimeSpan.FromHours(1)));
    }
}
