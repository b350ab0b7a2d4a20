using System.Collections.Immutable;
using System.Text.Json;
using Actors.Gateway.Origins;
using Actors.Gateway.Push;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Origins;

public sealed class OriginsFeedTests
{
    private readonly FakeTimeProvider _time = new();
    private ImmutableArray<OriginStatus> _origins = [Origin("a", 1), Origin("b", 1)];
    private int _asked;

    [Fact]
    public async Task Only_what_has_changed_is_told_and_at_most_twice_a_second()
    {
        using var feed = Feed();
        var reader = new Reader();
        feed.Attach(reader);
        var before = await feed.Load(Answers.Cancel);
        Assert.Equal(["a", "b"], Labels(before.State.Utf8));

        foreach (var inFlight in Enumerable.Range(2, 5))
            _origins = [Origin("a", inFlight), Origin("b", 1)];
        await Ask();
        await Eventually.Holds(() => feed.View.Last > before.Last);

        var (seq, utf8) = feed.View.Next(before.Last)!.Value;
        var news = JsonElement.Parse(utf8);
        Assert.Equal(feed.View.Last, seq);
        Assert.Equal("origin", news.GetProperty("kind").GetString());
        Assert.Equal("a", news.GetProperty("origin").GetProperty("label").GetString());
        Assert.Equal(6, news.GetProperty("origin").GetProperty("concurrency").GetProperty("inFlight").GetInt32());
        Assert.Null(feed.View.Next(seq));
        await Eventually.Holds(() => reader.Woken > 0);
    }

    [Fact]
    public async Task Nobody_is_asked_while_nobody_reads_and_who_comes_then_gets_a_fresh_look()
    {
        using var feed = Feed();
        var reader = new Reader();
        feed.Attach(reader);
        await feed.Load(Answers.Cancel);
        feed.Detach(reader);
        var asked = Volatile.Read(ref _asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(asked, Volatile.Read(ref _asked));

        _origins = [Origin("c", 1)];
        feed.Attach(reader);

        Assert.Equal(["c"], Labels((await feed.Load(Answers.Cancel)).State.Utf8));
    }

    private async Task Ask()
    {
        var asked = Volatile.Read(ref _asked);
        await Eventually.Holds(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            return Volatile.Read(ref _asked) > asked;
        });
    }

    private OriginsFeed Feed()
    {
        var grains = Played.Grains<IOriginsGrain>((method, _) =>
        {
            Assert.Equal(nameof(IOriginsGrain.List), method.Name);
            Interlocked.Increment(ref _asked);
            return Task.FromResult(_origins);
        });
        return new OriginsFeed(grains, _time, NullLogger<OriginsFeed>.Instance);
    }

    private static OriginStatus Origin(string label, int inFlight) =>
        new(label, "http://127.0.0.1/{cc}", null, new ThrottleStatus { Limit = 5, InFlight = inFlight, Waiting = 0, LastSecond = 0 });

    private static string?[] Labels(ReadOnlyMemory<byte> utf8) =>
        [.. JsonElement.Parse(utf8.Span).EnumerateArray().Select(origin => origin.GetProperty("label").GetString())];

    private sealed class Reader : IFeedReader
    {
        private int _woken;

        public int Woken => Volatile.Read(ref _woken);

        public void Wake() => Interlocked.Increment(ref _woken);
    }
}
