using System.Net;

namespace Actors.Gateway.Tests.Page;

public sealed class PageEndpointsTests(GatewayFixture fixture)
{
    [Fact]
    public async Task The_page_comes_with_a_policy_that_lets_nothing_foreign_run()
    {
        using var response = await fixture.Http.Fetch("/");

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_files_have_their_types_and_are_revalidated()
    {
        using var script = await fixture.Http.Fetch("/page.js");
        using var again = await fixture.Http.Fetch("/page.js", ("If-None-Match", script.Headers.ETag!.ToString()));

        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }
}
