using System.Net;
using Actors.Gateway.Chars;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharCacheTests(GatewayFixture fixture)
{
    private static readonly DataVersion Old = new("18.0", "18.0-a");
    private static readonly DataVersion New = new("18.0", "18.0-b");

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("/v1/chars?q=staged+wide:hot", "staged wide:hot")]
    [InlineData("/v1/chars/facets?q=wide:hot-facets", "facets wide:hot-facets")]
    [InlineData("/v1/chars/00026FF", "00026FF")]
    public async Task What_was_answered_twice_is_answered_without_the_cluster(string path, string call)
    {
        for (var times = 0; times < 4; times++)
            await fixture.Http.GetJson(path);
        using var head = await fixture.Http.Send(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(2, StagedChars.CallsFor(call));
    }

    [Fact]
    public async Task Errors_are_asked_for_again()
    {
        for (var times = 0; times < 3; times++)
        {
            using var response = await fixture.Http.Fetch("/v1/chars?q=fail:unknown_field:1+again");
            await response.IsProblem(400, "unknown_field", "q");
        }

        Assert.Equal(3, StagedChars.CallsFor("fail:unknown_field:1 again"));
    }

    [Fact]
    public async Task With_a_cache_of_0_bytes_everything_is_asked_for()
    {
        await using var gateway = await fixture.StartGateway(("Limits:CharCacheBytes", "0"));

        for (var times = 0; times < 3; times++)
            await gateway.Http.GetJson("/v1/chars?q=staged+wide:off");

        Assert.Equal(3, StagedChars.CallsFor("staged wide:off"));
    }

    [Fact]
    public async Task Newer_data_ends_every_older_answer()
    {
        await using var gateway = await fixture.StartGateway();
        using var before = await gateway.Http.Fetch("/v1/chars?q=staged+wide:old");
        for (var times = 0; times < 3; times++)
            await gateway.Http.GetJson("/v1/chars?q=staged+wide:old");
        Assert.Equal(2, StagedChars.CallsFor("staged wide:old"));

        using var newer = await gateway.Http.Fetch("/v1/chars?q=staged+newer");
        using var after = await gateway.Http.Fetch("/v1/chars?q=staged+wide:old");

        Assert.Equal(StagedChars.Newer.Full, Assert.Single(newer.Headers.GetValues("Data-Version")));
        Assert.Equal("19.0", Assert.Single(newer.Headers.GetValues("Unicode-Version")));
        Assert.Equal(3, StagedChars.CallsFor("staged wide:old"));
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task The_desk_keeps_pages_for_every_transport()
    {
        var desk = fixture.Gateway.Services.GetRequiredService<CharDesk>();
        var request = new CharRequest("staged wide:desk", Limit: 2);

        await desk.Find(request);
        var second = await desk.Find(request with { });
        var third = await desk.Find(request with { });
        await desk.Find(request with { Format = CharFormat.Text });

        Assert.Same(second, third);
        Assert.Equal(3, StagedChars.CallsFor(request.Query));
    }

    [Fact]
    public void An_answer_is_kept_from_the_second_time_on()
    {
        using var cache = NewCache(1 << 20);

        cache.Keep(Request("a"), Page(Old));
        Assert.Null(cache.Page(Request("a")));
        cache.Keep(Request("a"), Page(Old));
        Assert.NotNull(cache.Page(Request("a")));
    }

    [Fact]
    public void An_answer_is_kept_for_a_minute()
    {
        using var cache = NewCache(1 << 20);
        Keep(cache, Request("a"), Page(Old));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(cache.Page(Request("a")));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(cache.Page(Request("a")));
    }

    [Fact]
    public void Answers_of_replaced_data_are_not_served_even_if_they_arrive_late()
    {
        using var cache = NewCache(1 << 20);
        Keep(cache, Request("a"), Page(Old));
        cache.Keep("?q=a", new CharAnswer(Old, new CharBody([1])), isDeep: false);
        cache.Keep("?q=a", new CharAnswer(Old, new CharBody([1])), isDeep: false);

        Keep(cache, Request("b"), Page(New));

        Assert.Null(cache.Page(Request("a")));
        Assert.Null(cache.Answer("?q=a"));
        Assert.NotNull(cache.Page(Request("b")));
    }

    [Fact]
    public void Silos_of_two_versions_that_answer_in_turn_do_not_empty_the_cache()
    {
        using var cache = NewCache(1 << 20);
        Keep(cache, Request("a"), Page(Old));
        Keep(cache, Request("b"), Page(New));

        Keep(cache, Request("a"), Page(Old));
        Assert.Null(cache.Page(Request("a")));
        Assert.NotNull(cache.Page(Request("b")));

        // Whoever went back for good is followed after a minute.
        _time.Advance(TimeSpan.FromSeconds(61));
        Keep(cache, Request("a"), Page(Old));
        Assert.NotNull(cache.Page(Request("a")));
    }

    [Fact]
    public void Another_request_is_another_entry()
    {
        using var cache = NewCache(1 << 20);
        var request = Request("a");
        Keep(cache, request, Page(Old));

        CharRequest[] others =
        [
            request with { Query = "A" }, request with { Mode = "words" }, request with { Sort = "cp" }, request with { Unicode = "18" },
            request with { Limit = 51 }, request with { After = "x" }, request with { Start = 0 }, request with { Stop = 50 },
            request with { Format = CharFormat.Text },
        ];
        Assert.All(others, other => Assert.Null(cache.Page(other)));
    }

    [Fact]
    public void A_page_that_is_larger_than_its_share_is_not_kept()
    {
        using var cache = NewCache(16 << 20);
        Keep(cache, Request("small"), Page(Old, bytes: 100_000));
        Keep(cache, Request("giant"), Page(Old, bytes: 300_000));

        Assert.NotNull(cache.Page(Request("small")));
        Assert.Null(cache.Page(Request("giant")));
    }

    [Fact]
    public async Task The_cache_keeps_within_its_bytes_whatever_comes()
    {
        const int Bytes = 1 << 20;
        using var cache = NewCache(Bytes);
        for (var page = 0; page < 2_000; page++)
            Keep(cache, Request($"{page}"), Page(Old, bytes: 3_000));

        // What is too much goes in the background.
        await Eventually.Holds(() => Enumerable.Range(0, 2_000).Count(page => cache.Page(Request($"{page}")) is not null) <= Bytes / 3_000);
    }

    [Fact]
    public void Deep_pages_are_those_that_another_page_leads_to()
    {
        Assert.False(CharCache.IsDeep(Request("a")));
        Assert.False(CharCache.IsDeep(Request("a") with { Start = 0 }));
        Assert.True(CharCache.IsDeep(Request("a") with { After = "x" }));
        Assert.True(CharCache.IsDeep(Request("a") with { Start = 5 }));
    }

    private static CharRequest Request(string query) => new(query);

    private static CharPage Page(DataVersion version, int bytes = 10) =>
        new("words", "cp", "18.0", version, 1, 0, 1, new byte[bytes], "1 match for 'x'", null, null);

    // From the second time on something is kept.
    private static void Keep(CharCache cache, CharRequest request, CharPage page)
    {
        cache.Keep(request, page);
        cache.Keep(request, page);
    }

    private CharCache NewCache(int bytes) => new(Options.Create(new LimitsOptions { CharCacheBytes = bytes }), _time);
}
