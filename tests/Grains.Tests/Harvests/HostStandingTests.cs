using Actors.Grains.Harvests;
using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Harvests;

public sealed class HostStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_strictest_of_all_authorities_counts()
    {
        var standing = HostStanding.Of(
            [
                Throttle() with { HoldUntil = Now.AddSeconds(3), RateLimit = 5 },
                Throttle() with { HoldUntil = Now.AddSeconds(9), Paused = true },
                Throttle() with { RateLimit = 2, Breaker = new BreakerStatus(BreakerState.Open, Now.AddSeconds(1), 10, null) },
            ],
            Now);

        Assert.Equal(new HostStanding(true, Now.AddSeconds(9), Now.AddSeconds(1), 2), standing);
        Assert.Equal(new Waiting(WaitingReason.Paused), standing.Waiting);
        Assert.Equal(Now.AddSeconds(9), standing.BlockedUntil);
    }

    [Fact]
    public void What_is_over_or_closed_blocks_nothing()
    {
        var standing = HostStanding.Of(
            [Throttle() with { HoldUntil = Now, Breaker = new BreakerStatus(BreakerState.Closed, Now.AddSeconds(9), 3, null) }], Now);

        Assert.Equal(HostStanding.Free, standing);
        Assert.Null(standing.Waiting);
        Assert.Null(standing.BlockedUntil);
    }

    private static ThrottleStatus Throttle() => new() { Limit = 5, InFlight = 0, Waiting = 0, LastSecond = 0 };
}
