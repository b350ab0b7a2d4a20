using System.Net;
using System.Net.Http.Headers;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class LocalModeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flag_comes_with_every_header_a_cache_needs()
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Local.GetAsync(At("/flags/br/br.svg"), Cancel);
        var body = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.NotNull(answer.Content.Headers.LastModified);
        Assert.False(answer.Headers.TransferEncodingChunked ?? false);
    }

    [Theory]
    [InlineData("/flags/br/metadata.json")]
    [InlineData("/flags/rs/rs.svg")]
    [InlineData("/flags/xx/xx.svg")]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        await using var origin = await RunningOrigin.Start();
        using var get = await origin.Local.GetAsync(At(path), Cancel);

        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await origin.Local.SendAsync(request, Cancel);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_largest_flag_arrives_whole()
    {
        await using var origin = await RunningOrigin.Start();

        var body = await origin.Local.GetByteArrayAsync(At("/flags/rs/rs.svg"), Cancel);

        Assert.Equal(181_634, body.Length);
        Assert.EndsWith("</svg>", System.Text.Encoding.UTF8.GetString(body).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_client_already_has_is_304_with_the_same_validators_and_no_body()
    {
        await using var origin = await RunningOrigin.Start();
        using var first = await origin.Local.GetAsync(At("/flags/br/br.svg"), Cancel);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/flags/br/br.svg");
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        using var second = await origin.Local.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("GET", "/flags/xx/xx.svg", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/flags/BR/BR.svg", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/_ctl/stats", HttpStatusCode.NotFound, "not_found")]
    [InlineData("POST", "/flags/br/br.svg", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task What_is_not_there_is_refused_with_a_problem(string method, string path, HttpStatusCode status, string code)
    {
        await using var origin = await RunningOrigin.Start();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await origin.Local.SendAsync(request, Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Content.Headers.ContentLength);
        Assert.Contains($"\"code\":\"{code}\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
