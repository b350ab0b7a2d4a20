using Actors.Grains.Feeds;
using Actors.Grains.Tests.Countries;

namespace Actors.Grains.Tests.Feeds;

/// <summary>When a feed is asked for, and what is served meanwhile.</summary>
public sealed class FeedGrainTests(FeedFixture feeds) : IClassFixture<FeedFixture>
{
    private const string One = """{ "a": 1 }""";
    private const string Two = """{ "a": 2 }""";

    private static string? Value(FeedLook look) => FeedFixture.Json(look).GetProperty("value").GetRawText();

    private int Asked(string feed) => feeds.Origin.RequestsFor($"/{feed}.json");

    [Fact]
    public async Task Is_downloaded_when_somebody_looks_and_by_nobody_who_lists()
    {
        feeds.Play("/f0.json", _ => Answer.Json(One));

        Assert.Null((await feeds.Feeds.List()).Single(feed => feed.Name == "f0").Stored);
        Assert.Equal(0, Asked("f0"));
        var first = await feeds.Once("f0", "a");
        var look = await feeds.Look("f0", "a");

        Assert.Equal((true, true), (first.Body is null, first.Feed.IsDownloading));
        Assert.Equal("1", Value(look));
        Assert.Equal((1, One.Length), (Asked("f0"), look.Feed.Stored!.Bytes));
    }

    [Fact]
    public async Task While_fresh_is_not_asked_for_then_conditionally_and_served_meanwhile()
    {
        var again = new Answer(304, "", ("ETag", "\"1\""));
        feeds.Play("/f1.json", count => count == 1 ? Answer.Json(One, ("ETag", "\"1\"")) : again);
        await feeds.Look("f1");

        feeds.Time.Advance(TimeSpan.FromSeconds(50));
        await feeds.Look("f1");
        Assert.Equal(1, Asked("f1"));
        feeds.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("1", Value(await feeds.Once("f1", "a")));
        await feeds.Quiet("f1");

        Assert.Equal((2, "\"1\""), (Asked("f1"), again.IfNoneMatch));
        Assert.True((await feeds.Once("f1")).Feed.Stored!.FreshUntil > feeds.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_one()
    {
        feeds.Play("/f2.json", count => Answer.Json(count == 1 ? One : Two));
        var first = await feeds.Look("f2", "a");

        feeds.Time.Advance(TimeSpan.FromSeconds(70));
        await feeds.Once("f2");
        await feeds.Quiet("f2");
        var second = await feeds.Look("f2", "a");

        Assert.Equal(("1", "2"), (Value(first), Value(second)));
        Assert.NotEqual(first.Feed.Stored!.Sha256, second.Feed.Stored!.Sha256);
        Assert.NotEqual(first.Feed.Stored.Slot, second.Feed.Stored.Slot);
    }

    [Theory]
    [InlineData("f3", 500, "oops", "text/plain", "http_5xx")]
    [InlineData("f4", 200, "<html>", "text/html", "wrong_content_type")]
    [InlineData("f5", 200, "{ \"a\": 1, \"a\": 2 }", "application/json", "bad_json")]
    [InlineData("f6", 404, "", "text/plain", "not_found")]
    public async Task What_cannot_be_used_leaves_what_is_stored_and_says_why(string feed, int status, string body, string type, string code)
    {
        feeds.Play($"/{feed}.json", count => count == 1 ? Answer.Json(One) : new Answer(status, body, ("Content-Type", type)));
        await feeds.Look(feed);

        feeds.Time.Advance(TimeSpan.FromSeconds(70));
        await feeds.Once(feed);
        await feeds.Quiet(feed);
        var look = await feeds.Once(feed, "a");

        Assert.Equal(("1", code), (Value(look), look.Feed.Error!.Code));
    }

    [Fact]
    public async Task Who_looks_while_it_fails_does_not_have_it_asked_for_again_at_once()
    {
        feeds.Play("/f7.json", _ => new Answer(403, ""));
        await feeds.Look("f7");
        var asked = Asked("f7");

        var look = await feeds.Once("f7");
        Assert.Equal(("forbidden", false, asked), (look.Feed.Error!.Code, look.Feed.IsDownloading, Asked("f7")));
        feeds.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.True((await feeds.Once("f7")).Feed.IsDownloading);
        await feeds.Quiet("f7");
    }

    [Fact]
    public async Task One_that_is_never_fresh_is_not_asked_for_by_each_reader()
    {
        feeds.Play("/f8.json", _ => Answer.Json(One, ("Cache-Control", "no-store")));
        await feeds.Look("f8");
        for (var reader = 0; reader < 5; reader++)
        {
            await feeds.Once("f8");
            await feeds.Quiet("f8");
        }

        Assert.Equal(1, Asked("f8"));
    }

    [Fact]
    public async Task Redirects_are_followed_and_what_fails_in_passing_is_tried_again()
    {
        feeds.Play("/f9.json", count => count < 3 ? new Answer(503, "") : Answer.To($"{feeds.Origin.Url}/elsewhere.json"));
        feeds.Play("/elsewhere.json", _ => new Answer(403, ""));

        Assert.Equal("forbidden", (await feeds.Look("f9")).Feed.Error!.Code);
        Assert.Equal(3, Asked("f9"));
    }

    [Theory]
    [InlineData("f10", "\uFEFF{ \"a\": 1 }", null)]
    [InlineData("f11", "", "empty_body")]
    [InlineData("f12", "[1,", "bad_json")]
    [InlineData("f13", "{ \"\\ud800\": 1 }", "bad_json")]
    [InlineData("f14", "DEEP", "bad_json")]
    [InlineData("f15", "LARGE", "body_too_large")]
    public async Task Odd_documents(string feed, string body, string? code)
    {
        body = body switch
        {
            "DEEP" => new string('[', 65) + new string(']', 65),
            "LARGE" => $"\"{new string('x', 100_000)}\"",
            _ => body,
        };
        feeds.Play($"/{feed}.json", _ => Answer.Json(body));

        var look = await feeds.Look(feed);

        Assert.Equal(code, look.Feed.Error?.Code);
        Assert.Equal(code is null, look.Body is not null);
        Assert.DoesNotContain("Origins:", look.Feed.Error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ignore_case_and_unknown_ones_are_refused_with_those_that_are_known()
    {
        feeds.Play("/f16.json", _ => Answer.Json(One));

        Assert.Equal("f16", (await feeds.Look("F16")).Feed.Name);
        var unknown = await Assert.ThrowsAsync<UnknownFeedException>(() => feeds.Once("nope"));
        Assert.Contains("f16", unknown.Known);
    }
}
