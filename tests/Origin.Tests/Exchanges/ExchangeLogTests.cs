using Actors.Origin.Exchanges;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Origin.Tests.Exchanges;

public sealed class ExchangeLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ExchangeLog _log;

    public ExchangeLogTests() => _log = new ExchangeLog(_time, ["local", "delay"], capacity: 3);

    [Fact]
    public void Attempts_are_counted_for_each_mode_and_path()
    {
        Exchange("local", "/a");
        Exchange("local", "/a");
        Exchange("local", "/b");
        var last = Exchange("delay", "/a");

        Assert.Equal(1, last.Attempt);
        Assert.Equal((4, 3, 2), (_log.Stats().Requests, _log.Stats().Paths, _log.Stats().MaxAttempts));
        Assert.Equal((3, 2, 2), (_log.Stats("local").Requests, _log.Stats("local").Paths, _log.Stats("local").MaxAttempts));
        Assert.Equal((1, 1, 1), (_log.Stats("delay").Requests, _log.Stats("delay").Paths, _log.Stats("delay").MaxAttempts));
    }

    [Theory]
    [InlineData(503, 250L)]
    [InlineData(429, 250L)]
    [InlineData(418, 250L)]
    [InlineData(301, 250L)]
    [InlineData(200, null)]
    [InlineData(304, null)]
    [InlineData(404, null)]
    [InlineData(410, null)]
    [InlineData(499, null)]
    public void The_gap_runs_from_the_sending_of_a_failed_answer_to_the_next_arrival_for_its_path(int status, long? gap)
    {
        var failed = Arrive("local", "/a");
        _time.Advance(TimeSpan.FromMilliseconds(40));
        _log.End(failed, status);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Exchange("local", "/b");
        Exchange("delay", "/a");
        _time.Advance(TimeSpan.FromMilliseconds(150));
        Exchange("local", "/a");
        Exchange("local", "/a");

        Assert.Equal(gap, _log.Stats().MinRetryGapMs);
        Assert.Equal(gap, _log.Stats("local").MinRetryGapMs);
        Assert.Null(_log.Stats("delay").MinRetryGapMs);
    }

    [Theory]
    [InlineData(200, 5L)]
    [InlineData(404, null)]
    [InlineData(499, null)]
    public void A_good_status_with_a_fault_behind_it_is_a_failure(int status, long? gap)
    {
        _log.End(Arrive("local", "/a"), status, fault: "trunc");
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Exchange("local", "/a");

        Assert.Equal(gap, _log.Stats().MinRetryGapMs);
    }

    [Fact]
    public void An_event_tells_the_whole_exchange()
    {
        _time.Advance(TimeSpan.FromMilliseconds(10));
        var other = Arrive("delay", "/b");
        var arrival = _log.Arrive("local", "GET", "/a", "tester/1.0");
        _time.Advance(TimeSpan.FromMilliseconds(1.5));
        _log.End(arrival, 200, 42, "slow");
        _log.End(other, 503, retryAfter: TimeSpan.FromMilliseconds(999.5));

        var events = _log.Events().Events.ToArray();

        Assert.Equal(new ExchangeEvent(2, "local", "GET", "/a", 1, 200, 10, 11.5, 2, "tester/1.0", "slow", 42, RetryAfterMs: null), events[0]);
        Assert.Equal(new ExchangeEvent(1, "delay", "GET", "/b", 1, 503, 10, 11.5, 1, UserAgent: null, Fault: null, 0, 1000), events[1]);
        Assert.Equal([2L], _log.Events("local").Events.Select(ended => ended.Sequence));
    }

    [Fact]
    public void The_oldest_events_give_way_and_are_counted()
    {
        foreach (var path in (string[])["/a", "/b", "/c", "/d", "/e"])
            Exchange("local", path);

        var (events, dropped) = _log.Events();

        Assert.Equal(["/c", "/d", "/e"], events.Select(ended => ended.Path));
        Assert.Equal(2, dropped);
        Assert.Equal(5, _log.Stats().Requests);
    }

    [Fact]
    public void A_reset_forgets_everything_but_what_is_in_flight()
    {
        Exchange("local", "/a", 503);
        var open = Arrive("local", "/b");
        _log.Reset();

        Assert.Equal((0, 0, 1, 0), (_log.Stats().Requests, _log.Stats().Paths, _log.Stats().Peak, _log.Stats().MaxAttempts));
        Assert.Equal(1, _log.InFlight);

        _log.End(open, 200);
        var first = Exchange("local", "/a");

        Assert.Equal(0, _log.InFlight);
        Assert.Equal((1, 1L), (first.Attempt, first.Sequence));
        Assert.Null(_log.Stats().MinRetryGapMs);
        Assert.Equal(1, _log.Stats("local").Peak);
        Assert.Equal(1, _log.Stats().Statuses["200"]);
        Assert.Single(_log.Events().Events);
    }

    [Fact]
    public void What_a_stranger_sends_is_cut_to_a_bound()
    {
        _log.End(_log.Arrive("local", new string('M', 1000), "/" + new string('p', 8000), new string('u', 8000)), 404);

        var ended = Assert.Single(_log.Events().Events);

        Assert.Equal((16, 256, 128), (ended.Method.Length, ended.Path.Length, ended.UserAgent!.Length));
    }

    [Fact]
    public void Beyond_the_bound_of_paths_all_others_share_one_history()
    {
        for (var path = 0; path < ModeCounters.MaxPaths; path++)
            Exchange("local", $"/{path}");
        Exchange("local", "/one-more");
        var last = Exchange("local", "/and-another");

        Assert.Equal(2, last.Attempt);
        Assert.Equal(ModeCounters.MaxPaths + 1, _log.Stats().Paths);
        Assert.Equal(2, Exchange("local", "/0").Attempt);
    }

    [Fact]
    public async Task Counts_stay_exact_when_many_threads_write_at_once()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, (item, _) =>
            {
                Exchange(item % 2 == 0 ? "local" : "delay", $"/{item % 100}");
                return ValueTask.CompletedTask;
            });

        Assert.Equal((20_000, 100), (_log.Stats().Requests, _log.Stats().Paths));
        Assert.Equal(20_000, _log.Stats().Statuses["200"]);
        Assert.Equal(0, _log.InFlight);
    }

    private Arrival Arrive(string mode, string path) => _log.Arrive(mode, "GET", path, userAgent: null);

    private Arrival Exchange(string mode, string path, int status = 200)
    {
        var arrival = Arrive(mode, path);
        _log.End(arrival, status);
        return arrival;
    }
}
