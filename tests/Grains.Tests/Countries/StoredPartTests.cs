using System.Net.Http.Headers;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Tests.Countries;

public sealed class StoredPartTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Uri Url = new("http://x.test/br");

    private static Origin Origin { get; } = new OriginCatalog(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Origins:x:FlagUrl"] = "http://x.test/{cc}" }).Build()).Find("x");

    private static StoredPart Part(string? etag, string control, int age = 0, byte[]? body = null, DateTimeOffset? modified = null)
    {
        using var response = Response(etag, control, age, modified);
        return StoredPart.Of(body ?? [1], Url, response, Now, Origin);
    }

    private static HttpResponseMessage Response(string? etag, string control, int age = 0, DateTimeOffset? modified = null)
    {
        var response = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        response.Content.Headers.LastModified = modified;
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("image/PNG");
        response.Headers.Age = age == 0 ? null : TimeSpan.FromSeconds(age);
        if (control.Length > 0)
        {
            response.Headers.TryAddWithoutValidation("Cache-Control", control);
        }

        if (etag is not null)
        {
            response.Headers.TryAddWithoutValidation("ETag", etag);
        }

        return response;
    }

    [Fact]
    public void Age_and_the_way_to_the_origin_shorten_the_lifetime()
    {
        var part = Part("\"a\"", "max-age=60", age: 20);
        var late = part.AskedAt(Now - TimeSpan.FromSeconds(10));

        Assert.Equal(("image/png", Now.AddSeconds(40), Now.AddSeconds(-20)), (part.MediaType, part.FreshUntil, part.GeneratedAt!.Value));
        Assert.Equal((Now, Now.AddSeconds(30), Now.AddSeconds(-30)), (late.FetchedAt, late.FreshUntil, late.GeneratedAt!.Value));
        Assert.Equal(Now, part.AskedAt(Now - TimeSpan.FromMinutes(5)).FreshUntil);
        // Our clock was set back meanwhile.
        Assert.Equal(part, part.AskedAt(Now.AddSeconds(5)));
    }

    [Fact]
    public void What_is_never_fresh_is_kept_without_validators()
    {
        var part = Part("\"a\"", "no-store", modified: Now);

        Assert.Equal((Now, null, null), (part.FreshUntil, part.ETag, part.LastModified));
        Assert.False(part.CanConfirm(Url));
    }

    [Fact]
    public void A_304_renews_the_times_and_replaces_what_it_states()
    {
        var later = Now.AddHours(1);
        using var silent = Response(null, "");
        using var speaking = Response("\"b\"", "max-age=5, stale-while-revalidate=7", modified: later);

        var renewed = Part("\"a\"", "max-age=60", age: 20, modified: Now).ConfirmedBy(silent, later, Origin);
        var replaced = renewed.ConfirmedBy(speaking, later, Origin);

        Assert.Equal(("\"a\"", Now, later, later.AddSeconds(60)), (renewed.ETag, renewed.LastModified!.Value, renewed.FetchedAt, renewed.FreshUntil));
        Assert.Equal(("\"b\"", later, later.AddSeconds(5)), (replaced.ETag, replaced.LastModified!.Value, replaced.FreshUntil));
        Assert.Equal(later.AddSeconds(12), replaced.ServedUntil);
        Assert.Equal(renewed.Body, replaced.Body);
    }

    [Fact]
    public void What_was_stored_before_lifetimes_were_kept_has_the_same_one_again()
    {
        using var silent = Response(null, "");
        var old = Part("\"a\"", "max-age=60") with { Freshness = null, GeneratedAt = null, Url = null };

        Assert.Equal(Now.AddSeconds(61), old.ConfirmedBy(silent, Now.AddSeconds(1), Origin).FreshUntil);
        Assert.True(old.CanConfirm(Url));
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"", true)]
    [InlineData("W/\"a\"", "\"a\"", true)]
    [InlineData("\"a\"", null, true)]
    [InlineData("\"a\"", "\"b\"", false)]
    [InlineData("\"a\"", "W/\"b\"", false)]
    public void Versions_are_compared_weakly(string stored, string? confirmed, bool same)
    {
        using var response = Response(confirmed, "");
        var part = Part(stored, "max-age=60");

        Assert.Equal(same, part.ConfirmedBy(response, Now, Origin).IsVersionOf(part));
    }

    [Fact]
    public void A_validator_that_stays_while_the_bytes_change_is_dropped()
    {
        var before = Part("\"a\"", "");

        Assert.Equal("\"a\"", Part("\"a\"", "").After(before).ETag);
        Assert.Equal("\"b\"", Part("\"b\"", "", body: [2]).After(before).ETag);
        Assert.Null(Part("\"a\"", "", body: [2]).After(before).ETag);
        Assert.Null(Part(null, "", body: [2], modified: Now).After(Part(null, "", modified: Now)).LastModified);
    }

    [Fact]
    public void A_validator_speaks_of_one_url_only()
    {
        var part = Part("\"a\"", "");

        Assert.True(part.CanConfirm(Url));
        Assert.False(part.CanConfirm(new Uri("http://x.test/fr")));
        Assert.False(Part(null, "").CanConfirm(Url));
    }
}
