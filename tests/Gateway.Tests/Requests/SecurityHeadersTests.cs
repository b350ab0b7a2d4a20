using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Requests;

public sealed class SecurityHeadersTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("GET", "/v1/origins")]
    [InlineData("GET", "/v1/harvests/x")]
    [InlineData("POST", "/v1/harvests?x=1")]
    [InlineData("PUT", "/v1/harvests")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/health/live")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/openapi/v1.json")]
    public async Task Every_answer_forbids_whatever_a_browser_might_make_of_it(string method, string path)
    {
        using var response = await fixture.Http.Send(new HttpMethod(method), path);

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Equal(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", Header(response, "Content-Security-Policy"));
        Assert.Null(Header(response, "Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chars")]
    [InlineData("/page.js")]
    public async Task Pages_run_their_own_scripts_only_and_are_in_no_frame(string path)
    {
        using var response = await fixture.Http.Fetch(path);

        var policy = Header(response, "Content-Security-Policy")!;
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task Flags_may_be_shown_on_other_sites_and_run_nothing()
    {
        var country = StagedCountry.At("local/SH");
        (country.Stored, country.Flag) = (StagedCountry.Document("SH"), StagedCountry.File());

        using var response = await fixture.Http.Fetch("/v1/countries/SH/flag");

        Assert.Equal("cross-origin", Header(response, "Cross-Origin-Resource-Policy"));
        Assert.Contains("sandbox", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
