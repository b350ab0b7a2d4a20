using System.Net;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Feeds;

/// <summary><c>/v1/feeds</c> of a real node, whose practice origin serves the sample.</summary>
public sealed class FeedsHttpTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var node = await _stage.StartServe(
            Stage.FreeAddress(), ("Feeds__none__Url", "http://127.0.0.1:1/feed.json"), ("Feeds__none__AllowPrivateAddresses", "true"),
            ("Feeds__private__Url", "http://127.0.0.1:1/feed.json"));
        _http = new HttpClient { BaseAddress = node.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Walks_through_the_sample_as_the_book_does()
    {
        Assert.Equal(["none", "private", "sample"], (await Get("/v1/feeds")).GetProperty("items").EnumerateArray().Select(feed => Text(feed, "name")));
        Assert.Equal(["Schedule"], Strings(await Get("/v1/feeds/sample"), "keys"));
        Assert.Equal(["conferences", "events", "speakers", "venues"], Strings(await Get("/v1/feeds/sample/Schedule"), "keys"));
        int[] counts = [.. await Task.WhenAll(((string[])["conferences", "events", "speakers", "venues"]).Select(async list =>
            (await Get($"/v1/feeds/sample/Schedule/{list}?limit=1")).GetProperty("length").GetInt32()))];
        Assert.Equal([1, 484, 357, 53], counts);
        Assert.Equal("Ships *Will* Creak", Text(await Get("/v1/feeds/sample/Schedule/events/40/name"), "value"));
        Assert.Equal(141590, (await Get("/v1/feeds/sample/Schedule/speakers/-1/serial")).GetProperty("value").GetInt32());

        var record = await Get("/v1/feeds/sample?record=event.33950");
        Assert.Equal("/Schedule/events/40", Text(record, "path"));
        Assert.Equal("Harbour 251", Text(record.GetProperty("links").GetProperty("venue").GetProperty("value"), "name"));
        Assert.Equal(["speaker.3471", "speaker.5199"], record.GetProperty("links").GetProperty("speakers").EnumerateArray().Select(link => Text(link, "record")));
        var dangling = (await Get("/v1/feeds/sample?record=event.35455")).GetProperty("links").GetProperty("speakers").EnumerateArray()
            .Single(link => Text(link, "record") == "speaker.31044");
        Assert.Equal(JsonValueKind.Null, dangling.GetProperty("path").ValueKind);
    }

    [Fact]
    public async Task Pages_follow_their_links_and_end()
    {
        var (pages, serials) = (0, new List<string>());
        for (var next = "/v1/feeds/sample/Schedule/events?limit=200"; next is not null; pages++)
        {
            using var answer = await _http.GetAsync(new Uri(next, UriKind.Relative), Cancel);
            var body = await Json(answer);
            serials.AddRange(body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("serial").ToString()));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            Assert.Equal(next is null, body.GetProperty("next").ValueKind == JsonValueKind.Null);
        }

        Assert.Equal((3, 484, 484), (pages, serials.Count, serials.Distinct(StringComparer.Ordinal).Count()));
        await Problem("/v1/feeds/sample/Schedule/events?after=0123456789abcdef-5", 410, "cursor_expired");
        await Problem("/v1/feeds/sample/Schedule/events?after=5", 400, "invalid_cursor");
        await Problem("/v1/feeds/sample/Schedule/events?limit=0", 400, "invalid_limit");
    }

    [Fact]
    public async Task A_version_that_the_client_has_is_not_sent_again()
    {
        using var first = await _http.GetAsync(new Uri("/v1/feeds/sample/Schedule", UriKind.Relative), Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/v1/feeds/sample/Schedule/events") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await _http.SendAsync(again, Cancel);
        using var head = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/v1/feeds/sample/Schedule"), Cancel);

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal((HttpStatusCode.OK, first.Content.Headers.ContentLength), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/v1/feeds/nope", 404, "feed_not_found")]
    [InlineData("/v1/feeds/sample/Schedule/talks", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/Schedule/events/484", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/Schedule/events/-485", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/Schedule/events/40/name/0", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/Sched%FF", 400, "invalid_encoding")]
    [InlineData("/v1/feeds/sample/a~2b", 400, "invalid_path")]
    [InlineData("/v1/feeds/sample?record=", 400, "invalid_record")]
    [InlineData("/v1/feeds/sample?record=event.1&limit=3", 400, "invalid_record")]
    [InlineData("/v1/feeds/sample?record=event.1", 404, "no_such_member")]
    [InlineData("/v1/feeds/sample/Schedule?record=event.33950", 400, "unknown_parameter")]
    [InlineData("/v1/feeds/sample?page=2", 400, "unknown_parameter")]
    public async Task A_mistake_is_said(string path, int status, string code) => await Problem(path, status, code);

    [Fact]
    public async Task Nothing_at_a_place_names_what_is_nearest_and_its_keys()
    {
        var problem = await Problem("/v1/feeds/sample/Schedule/speakers/0/nom", 404, "no_such_member");

        Assert.Equal("/Schedule/speakers/0", Text(problem, "nearest"));
        Assert.Equal(["serial", "name", "photo", "url", "position", "affiliation", "twitter", "bio"], Strings(problem, "keys"));
        await Problem($"/v1/feeds/sample{string.Concat(Enumerable.Repeat("/a", 65))}", 400, "invalid_path");
        await Problem($"/v1/feeds/sample/{new string('a', 4097)}", 400, "invalid_path");
    }

    [Fact]
    public async Task A_feed_that_cannot_be_had_says_why()
    {
        var problem = await Problem("/v1/feeds/private", 502, "fetch_failed");
        Assert.Equal("ssrf_blocked", Text(problem.GetProperty("error"), "code"));
        Assert.Equal("ssrf_blocked", Text((await Get("/v1/feeds")).GetProperty("items")[1].GetProperty("error"), "code"));
    }

    private static string? Text(JsonElement body, string member) => body.GetProperty(member).GetString();

    private static IEnumerable<string?> Strings(JsonElement body, string member) => body.GetProperty(member).EnumerateArray().Select(item => item.GetString());

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return document.RootElement.Clone();
    }

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Json(answer);
    }

    private async Task<JsonElement> Problem(string path, int status, string code)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        var body = await Json(answer);
        Assert.Equal((status, code), ((int)answer.StatusCode, Text(body, "code")));
        return body;
    }
}
