using System.Net;
using System.Text.RegularExpressions;

namespace Actors.Gateway.Tests.Chars.Page;

public sealed partial class CharPageEndpointsTests(GatewayFixture fixture)
{
    private static readonly string[] Samples =
    [
        "bismillah", "black", "Braille", "cat", "chess", "circled", "digit", "dot",
        "Ethiopic", "face", "hexagram", "Malayalam", "mark", "operator", "Roman", "symbol",
    ];

    [Theory]
    [InlineData("/chars")]
    [InlineData("/chars/")]
    [InlineData("/chars?q=")]
    [InlineData("/chars?q=%20%09")]
    [InlineData("/chars?q=&mode=smart&sort=cp&unicode=14.0&after=x")]
    public async Task Without_words_it_asks_for_some_and_offers_the_sixteen_samples(string path)
    {
        var html = await Get(path);

        Assert.Equal("Enter words describing characters.", PageHtml.TextOf(html, "message"));
        Assert.Equal(Samples, SampleLink.Matches(html).Select(link => link.Groups["word"].Value));
        Assert.All(SampleLink.Matches(html), link => Assert.Equal($"/chars?q={link.Groups["word"].Value}", link.Groups["href"].Value));
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
        Assert.Contains("""<form id="search" method="get" action="/chars" """, html, StringComparison.Ordinal);
        Assert.Contains("""<option value="smart" selected="">""", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_shows_the_status_and_a_row_for_each_match_of_the_page()
    {
        var html = await Get("/chars?q=staged+even");

        Assert.Equal("100 matches for 'staged even'", PageHtml.TextOf(html, "message"));
        var rows = Rows(html);
        Assert.Equal(50, rows.Count);
        Assert.Equal(("U+2600", "\u2600", "EVEN MORE STAGED SIGN 0"), rows[0]);
        Assert.Contains("""<a href="/v1/chars/U%2B2600">U&#x2B;2600</a>""", html, StringComparison.Ordinal);
        Assert.Contains("""name="q" value="staged even" """, html, StringComparison.Ordinal);
        Assert.Contains("<caption>Rows 1 to 50 of 100</caption>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staged", 300)]
    [InlineData("staged&mode=words&sort=cp&unicode=14.0", 300)]
    [InlineData("staged+even", 100)]
    [InlineData("staged+7", 1)]
    public async Task Following_next_shows_every_match_once_and_leads_back_to_the_first_page(string query, int total)
    {
        List<string> codes = [];
        var path = $"/chars?q={query}";
        for (var pages = 0; path is not null; pages++)
        {
            Assert.True(pages < 10, "The next links never end.");
            var html = await Get(path);
            codes.AddRange(Rows(html).Select(row => row.Code));
            Assert.Equal(pages > 0, html.Contains("rel=\"first\"", StringComparison.Ordinal));
            path = NextLink.Match(html) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups["href"].Value) : null;
        }

        Assert.Equal(total, codes.Count);
        Assert.Equal(total, codes.Distinct().Count());
    }

    [Fact]
    public async Task Next_keeps_what_was_asked_for_and_stands_in_a_header_too()
    {
        using var response = await fixture.Http.Fetch("/chars?q=staged&mode=seed&sort=cp&unicode=14");
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        var next = WebUtility.HtmlDecode(NextLink.Match(html).Groups["href"].Value);
        Assert.StartsWith("/chars?q=staged&mode=seed&sort=cp&unicode=14&after=", next, StringComparison.Ordinal);
        Assert.Equal($"<{next}>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
        Assert.Contains("""<option value="seed" selected="">""", html, StringComparison.Ordinal);
        Assert.Contains("""<input type="hidden" name="sort" value="cp">""", html, StringComparison.Ordinal);
        Assert.Contains("""<input type="hidden" name="unicode" value="14">""", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onfocus='alert(1)")]
    [InlineData("a & b &lt; &#60;")]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("fail:bad_term <script>")]
    public async Task Whatever_is_asked_comes_back_encoded_and_unchanged(string query)
    {
        using var response = await fixture.Http.Fetch($"/chars?q={Uri.EscapeDataString(query)}");
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(query, PageHtml.Query(html));
        Assert.Single(OpeningScript.Matches(html));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onfocus='", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_reading_is_allowed()
    {
        using var posted = await fixture.Http.Post("/chars?q=cat", Answers.Body("{}"));
        using var head = await fixture.Http.Send(HttpMethod.Head, "/chars?q=staged");

        await posted.IsProblem(405, "method_not_allowed");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.True(head.Content.Headers.ContentLength > 1000);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Answers.Cancel));
    }

    [Theory]
    [InlineData("/chars?q=staged")]
    [InlineData("/chars?q=fail:bad_term")]
    public async Task Nothing_foreign_or_inline_may_run_and_forms_stay_here(string path)
    {
        using var response = await fixture.Http.Fetch(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.DoesNotContain("style=", await response.Content.ReadAsStringAsync(Answers.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?query=chess", "/chars?q=chess")]
    [InlineData("/?query=a%26b+%3Cc%3E", "/chars?q=a%26b%20%3Cc%3E")]
    [InlineData("/?query=", "/chars?q=")]
    public async Task The_books_address_leads_here(string path, string target)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = fixture.Gateway.Address };
        using var response = await http.Fetch(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(target, response.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("""<a href="(?<href>/chars\?q=[^"&]*)">(?<word>[A-Za-z]+)</a>""", RegexOptions.NonBacktracking)]
    private static partial Regex SampleLink { get; }

    [GeneratedRegex(
        """<tr><td><a href="[^"]*">(?<code>[^<]*)</a>\s*</td>\s*<td class="char">(?<char>[^<]*)</td>\s*<td>(?<name>[^<]*)</td>""",
        RegexOptions.NonBacktracking)]
    private static partial Regex RowOf { get; }

    [GeneratedRegex("""<a href="(?<href>[^"]*)" rel="next">""", RegexOptions.NonBacktracking)]
    private static partial Regex NextLink { get; }

    [GeneratedRegex("<script", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OpeningScript { get; }

    private static List<(string Code, string Character, string Name)> Rows(string html) =>
        [.. RowOf.Matches(html).Select(row => (Decoded(row, "code"), Decoded(row, "char"), Decoded(row, "name")))];

    private static string Decoded(Match match, string group) => WebUtility.HtmlDecode(match.Groups[group].Value);

    private async Task<string> Get(string path)
    {
        using var response = await fixture.Http.Fetch(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Answers.Cancel);
    }
}
