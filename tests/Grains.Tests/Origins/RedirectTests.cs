using System.Net;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class RedirectTests
{
    private static ExchangeResult Read(string from, params string[] locations)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.PermanentRedirect);
        foreach (var location in locations)
        {
            response.Headers.TryAddWithoutValidation("Location", location);
        }

        return Redirect.Read(new Uri(from), response);
    }

    [Theory]
    [InlineData("/b.svg", "http://example.org:81/b.svg")]
    [InlineData("b.svg", "http://example.org:81/x/b.svg")]
    [InlineData("?q=1", "http://example.org:81/x/a.svg?q=1")]
    [InlineData("//elsewhere.org/b", "http://elsewhere.org/b")]
    [InlineData("https://elsewhere.org/a%20b?c=d%26#top", "https://elsewhere.org/a%20b?c=d%26")]
    public void A_location_is_resolved_as_a_browser_would(string location, string expected)
    {
        var redirected = Assert.IsType<ExchangeResult.Redirected>(Read("http://example.org:81/x/a.svg", location));

        Assert.Equal((expected, 308), (redirected.Location.AbsoluteUri, redirected.Status));
    }

    [Theory]
    [InlineData("redirect_scheme", "ftp://example.org/")]
    [InlineData("redirect_scheme", "data:image/png;base64,AA")]
    [InlineData("redirect_scheme", "javascript:alert(1)")]
    [InlineData("redirect_downgrade", "http://example.org/")]
    [InlineData("redirect_invalid", "https://user@example.org/")]
    [InlineData("redirect_invalid", "")]
    [InlineData("redirect_invalid", "https://")]
    [InlineData("redirect_invalid", "/a", "/b")]
    [InlineData("redirect_invalid")]
    public void What_may_not_be_followed_is_told_apart(string code, params string[] locations) =>
        Assert.Equal(code, Read("https://example.org/x", locations).Code);
}
