using System.Net;
using Actors.Gateway.Requests;
using Actors.Gateway.Tests.Auth;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Requests;

/// <summary>What pages of other origins may do (CORS).</summary>
public sealed class WebOriginTests(GatewayFixture fixture)
{
    private const string Friend = "https://friend.example";
    private const string Allowed = "Access-Control-Allow-Origin";

    private static readonly (string, string) Friends = ("Limits:AllowedOrigins:0", Friend);

    [Fact]
    public async Task A_page_of_an_allowed_origin_may_ask_for_everything_that_clients_send()
    {
        await using var gateway = await fixture.StartGateway(Friends, Keys.Setting);

        using var preflight = await gateway.Http.Send(
            HttpMethod.Options, "/v1/harvests", ("Origin", Friend), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key,last-event-id"));

        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(Friend, Header(preflight, Allowed));
        Assert.Equal("GET,HEAD,POST,DELETE", Header(preflight, "Access-Control-Allow-Methods"));
        Assert.Equal("authorization,content-type,idempotency-key,last-event-id", Header(preflight, "Access-Control-Allow-Headers")?.ToLowerInvariant());
        Assert.Equal("3600", Header(preflight, "Access-Control-Max-Age"));
        Assert.Null(Header(preflight, "Access-Control-Allow-Credentials"));
        Assert.Equal("nosniff", Header(preflight, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("GET", "/v1/origins", HttpStatusCode.OK)]
    [InlineData("GET", "/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v1/harvests", HttpStatusCode.Unauthorized)]
    public async Task It_may_read_answers_refusals_included(string method, string path, HttpStatusCode status)
    {
        await using var gateway = await fixture.StartGateway(Friends, Keys.Setting);

        using var response = await gateway.Http.Send(new HttpMethod(method), path, ("Origin", Friend));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(Friend, Header(response, Allowed));
        Assert.Equal("ETag,Link,Location,Retry-After", Header(response, "Access-Control-Expose-Headers"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://friend.example")]
    [InlineData("https://friend.example.evil.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_may_not(string origin)
    {
        await using var gateway = await fixture.StartGateway(Friends);

        using var read = await gateway.Http.Fetch("/v1/origins", ("Origin", origin));
        Assert.Null(Header(read, Allowed));
        using var write = await gateway.Http.Send(HttpMethod.Post, "/v1/harvests", ("Origin", origin));
        await write.IsProblem(403, "origin_refused", "Origin");
    }

    [Fact]
    public async Task A_cache_keeps_answers_for_different_origins_apart()
    {
        await using var gateway = await fixture.StartGateway(Friends);

        using var response = await gateway.Http.Fetch("/v1/origins");

        Assert.Equal("Origin", Header(response, "Vary"));
    }

    [Fact]
    public async Task Off_is_the_default()
    {
        using var response = await fixture.Http.Fetch("/v1/origins", ("Origin", Friend));

        Assert.Null(Header(response, Allowed));
    }

    [Fact]
    public async Task All_origins_means_all_without_credentials()
    {
        await using var gateway = await fixture.StartGateway(("Limits:AllowedOrigins:0", "*"));

        using var response = await gateway.Http.Send(HttpMethod.Post, "/v1/harvests", ("Origin", "https://anybody.example"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("*", Header(response, Allowed));
        Assert.Null(Header(response, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("https://example.org", true)]
    [InlineData("HTTP://LOCALHOST:3000", true)]
    [InlineData("chrome-extension://abcdefghijklmnop", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://example.org/", false)]
    [InlineData("https://example.org:443", false)]
    [InlineData("https://example.org/path", false)]
    [InlineData("https://user@example.org", false)]
    [InlineData("https://müller.example", false)]
    [InlineData("example.org", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void What_no_browser_sends_is_no_origin(string text, bool isValid) => Assert.Equal(isValid, WebOrigin.IsValid(text));

    [Fact]
    public async Task Such_a_setting_stops_the_start_and_is_named()
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(
            () => fixture.StartGateway(Friends, ("Limits:AllowedOrigins:1", "https://example.org/")));

        Assert.Contains("Limits:AllowedOrigins:1", invalid.Message, StringComparison.Ordinal);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(',', values) : null;
}
