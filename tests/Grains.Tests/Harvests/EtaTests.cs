using Actors.Grains.Harvests;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Harvests;

public sealed class EtaTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Eta _eta;

    public EtaTests() => _eta = new Eta(_time);

    [Fact]
    public void There_is_none_before_a_country_was_fetched()
    {
        _eta.Go();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Null(_eta.Ms(10, HostStanding.Free, null));
        Assert.Null(_eta.PerExchange(5));
    }

    [Fact]
    public void It_is_the_pace_of_what_was_fetched_times_what_is_open()
    {
        _eta.Go();
        Fetch(countries: 4, each: 0.5);

        Assert.Equal(5000, _eta.Ms(10, HostStanding.Free, null));
        Assert.Equal(0, _eta.Ms(0, HostStanding.Free, null));
    }

    [Fact]
    public void A_hold_is_added_and_is_no_work_however_late_it_was_noticed()
    {
        _eta.Go();
        Fetch(countries: 4, each: 0.5);
        // Nobody looked when it began.
        _time.Advance(TimeSpan.FromSeconds(30));
        var until = _time.GetUtcNow() + TimeSpan.FromSeconds(20);
        _eta.Blocked(until);

        Assert.Equal(20_000 + 5000, _eta.Ms(10, Held(until), null));
        _time.Advance(TimeSpan.FromSeconds(15));
        _eta.Blocked(until);
        Assert.Equal(5000 + 5000, _eta.Ms(10, Held(until), null));
        _time.Advance(TimeSpan.FromSeconds(5));
        Fetch(countries: 2, each: 0.5);
        Assert.Equal(4000, _eta.Ms(8, Held(until), null));
    }

    [Fact]
    public void A_pause_has_no_estimate_and_is_no_work()
    {
        _eta.Go();
        Fetch(countries: 2, each: 1);
        _eta.Stop();
        Assert.Null(_eta.Ms(5, HostStanding.Free, null));

        _time.Advance(TimeSpan.FromHours(1));
        _eta.Go();
        Fetch(countries: 1, each: 1);

        Assert.Equal(4000, _eta.Ms(4, HostStanding.Free, null));
        Assert.Null(_eta.Ms(4, HostStanding.Free with { Paused = true }, null));
    }

    [Fact]
    public void A_rate_bounds_it_from_below()
    {
        _eta.Go();
        Fetch(countries: 10, each: 0.01);

        // Two requests for each country.
        Assert.Equal(20_000, _eta.Ms(100, HostStanding.Free with { PerSecond = 10 }, null));
        Assert.Equal(1000, _eta.Ms(100, HostStanding.Free with { PerSecond = 10_000 }, null));
    }

    [Fact]
    public void It_does_not_end_before_the_last_back_off_and_knows_a_probe()
    {
        _eta.Go();
        Fetch(countries: 10, each: 0.1);
        var now = _time.GetUtcNow();

        Assert.Equal(7000, _eta.Ms(1, HostStanding.Free, now + TimeSpan.FromSeconds(7)));
        Assert.Equal(1000, _eta.Ms(10, HostStanding.Free, now - TimeSpan.FromSeconds(7)));
        Assert.Equal(3000, _eta.Ms(10, HostStanding.Free with { BreakerUntil = now + TimeSpan.FromSeconds(2) }, null));
    }

    [Fact]
    public void An_exchange_takes_what_the_permits_together_worked_on_it()
    {
        _eta.Go();
        Fetch(countries: 20, each: 0.05);

        Assert.Equal(TimeSpan.FromSeconds(0.125), _eta.PerExchange(5));
        // More permits than countries were never out.
        Assert.Equal(TimeSpan.FromSeconds(0.5), _eta.PerExchange(1000));
    }

    private static HostStanding Held(DateTimeOffset until) => HostStanding.Free with { HoldUntil = until };

    private void Fetch(int countries, double each)
    {
        for (var n = 0; n < countries; n++)
        {
            _time.Advance(TimeSpan.FromSeconds(each));
            _eta.Fetched(1, 2);
        }
    }
}
