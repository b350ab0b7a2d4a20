using Actors.Origin.Exchanges;

namespace Actors.Origin.Tests.Exchanges;

public sealed class TallyTests
{
    private readonly Tally _tally = new(ticksPerSecond: 1000);

    [Fact]
    public void Nothing_happened_is_all_zero_and_no_gap()
    {
        var stats = _tally.Stats();

        Assert.Equal((0, 0, 0, 0, 0), (stats.Requests, stats.Paths, stats.Peak, stats.MaxInOneSecond, stats.MaxAttempts));
        Assert.Empty(stats.Statuses);
        Assert.Null(stats.MinRetryGapMs);
    }

    [Fact]
    public void The_peak_is_the_most_at_one_moment_and_not_the_sum()
    {
        Arrive(0, 1, 2);
        _tally.Ended(200);
        _tally.Ended(200);
        Arrive(3);

        Assert.Equal(3, _tally.Stats().Peak);
        Assert.Equal(2, _tally.InFlight);
    }

    [Theory]
    [InlineData(new long[] { 0, 999 }, 2)]
    [InlineData(new long[] { 0, 1000 }, 1)]
    [InlineData(new long[] { 0, 500, 1000, 1499 }, 3)]
    [InlineData(new long[] { 0, 0, 0, 5000 }, 3)]
    public void The_second_slides_and_is_open_at_one_end(long[] arrivals, int most)
    {
        Arrive(arrivals);

        Assert.Equal(most, _tally.Stats().MaxInOneSecond);
    }

    [Fact]
    public void A_path_counts_at_its_first_attempt()
    {
        _tally.Arrived(0, attempt: 1, sinceFailure: null);
        _tally.Arrived(1, attempt: 1, sinceFailure: null);
        _tally.Arrived(2, attempt: 2, sinceFailure: null);

        Assert.Equal((3, 2, 2), (_tally.Stats().Requests, _tally.Stats().Paths, _tally.Stats().MaxAttempts));
    }

    [Fact]
    public void The_smallest_gap_counts_in_whole_milliseconds_rounded_down()
    {
        var tally = new Tally(ticksPerSecond: 1_000_000);
        tally.Arrived(0, 2, sinceFailure: 250_000);
        tally.Arrived(0, 2, sinceFailure: 100_999);
        tally.Arrived(0, 2, sinceFailure: null);
        tally.Arrived(0, 2, sinceFailure: 300_000);

        Assert.Equal(100, tally.Stats().MinRetryGapMs);
    }

    [Fact]
    public void Statuses_are_counted_each()
    {
        Arrive(0, 0, 0);
        _tally.Ended(200);
        _tally.Ended(503);
        _tally.Ended(200);

        Assert.Equal([("200", 2), ("503", 1)], _tally.Stats().Statuses.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void What_was_in_flight_before_is_where_the_peak_starts()
    {
        var tally = new Tally(1000, alreadyInFlight: 2);
        tally.EndedUncounted();
        tally.Arrived(0, 1, null);

        Assert.Equal(2, tally.Stats().Peak);
        Assert.Equal(1, tally.Stats().Requests);
    }

    private void Arrive(params long[] times)
    {
        foreach (var time in times)
            _tally.Arrived(time, 1, null);
    }
}
