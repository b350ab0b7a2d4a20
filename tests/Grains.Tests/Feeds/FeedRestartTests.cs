using Actors.Grains.Feeds;
using Actors.Grains.Tests.Countries;

namespace Actors.Grains.Tests.Feeds;

/// <summary>What outlives a silo, and what does not.</summary>
public sealed class FeedRestartTests : IAsyncLifetime
{
    private readonly FeedFixture _feeds = new();

    public ValueTask InitializeAsync() => _feeds.InitializeAsync();

    public ValueTask DisposeAsync() => _feeds.DisposeAsync();

    private int Asked(string feed) => _feeds.Origin.RequestsFor($"/{feed}.json");

    [Fact]
    public async Task What_is_fetched_once_is_never_asked_for_again()
    {
        _feeds.Play("/once.json", _ => Answer.Json("[1, 2]", ("Cache-Control", "max-age=1")));
        await _feeds.Look("once");

        await _feeds.Restart();
        _feeds.Time.Advance(TimeSpan.FromDays(400));
        var look = await _feeds.Look("once", "-1");
        await _feeds.Quiet("once");

        Assert.Equal(2, FeedFixture.Json(look).GetProperty("value").GetInt32());
        Assert.Null(look.Feed.Stored!.FreshUntil);
        Assert.Equal(1, Asked("once"));
    }

    [Fact]
    public async Task A_feed_that_is_somewhere_else_now_is_another_feed()
    {
        _feeds.Play("/f0.json", _ => Answer.Json("1"));
        _feeds.Play("/other.json", _ => Answer.Json("2"));
        await _feeds.Look("f0");

        await _feeds.Restart(("Feeds:f0:Url", $"{_feeds.Origin.Url}/other.json"));

        Assert.Equal(2, FeedFixture.Json(await _feeds.Look("f0")).GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task A_large_document_is_in_pieces_of_which_a_smaller_one_leaves_none()
    {
        string Long(int pieces, char letter) => $"\"{new string(letter, pieces * FeedBodies.PieceBytes)}\"";
        var body = Long(2, 'a');
        _feeds.Play("/f2.json", _ => Answer.Json(body));
        await _feeds.Restart(("Feeds:f2:MaxBytes", "20000000"));
        await _feeds.Look("f2");
        await _feeds.Restart();
        Assert.Equal(body, FeedFixture.Json(await _feeds.Look("f2")).GetProperty("value").GetRawText());
        Assert.Equal("xxx-", await _feeds.Pieces("f2", "feed-a"));

        foreach (var (next, slot) in new[] { (Long(1, 'b'), "feed-b"), ("3", "feed-a"), (Long(1, 'c'), "feed-b") })
        {
            body = next;
            _feeds.Time.Advance(TimeSpan.FromSeconds(70));
            await _feeds.Once("f2");
            await _feeds.Quiet("f2");
            var look = await _feeds.Look("f2");
            Assert.Equal((body, slot), (FeedFixture.Json(look).GetProperty("value").GetRawText(), look.Feed.Stored!.Slot));
        }

        Assert.Equal("x---", await _feeds.Pieces("f2", "feed-a"));
        Assert.Equal("xx--", await _feeds.Pieces("f2", "feed-b"));
    }

    [Fact]
    public async Task A_document_that_the_store_has_lost_is_downloaded_again()
    {
        _feeds.Play("/f1.json", _ => Answer.Json("3"));
        var look = await _feeds.Look("f1");
        await _feeds.Lose(look.Feed);
        await _feeds.Restart();

        Assert.Equal(3, FeedFixture.Json(await _feeds.Look("f1")).GetProperty("value").GetInt32());
        Assert.Equal(2, Asked("f1"));
    }
}
