using System.Net;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Chars.Page;

/// <summary>What cannot be answered is said on the page itself, for people, and what they typed is kept.</summary>
public sealed class CharPageProblemsTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("staged fail:unbalanced_quote:7", 400, "Staged as unbalanced_quote")]
    [InlineData("fail:unknown_field", 400, "Staged as unknown_field.")]
    [InlineData("fail:cursor_expired", 410, "Staged as cursor_expired.")]
    public async Task A_refused_query_is_explained_and_kept_in_the_form(string query, int status, string message)
    {
        using var response = await fixture.Http.Fetch($"/chars?q={Uri.EscapeDataString(query)}");
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(message, PageHtml.TextOf(html, "problem"), StringComparison.Ordinal);
        Assert.Equal("", PageHtml.TextOf(html, "message"));
        Assert.Equal(query, PageHtml.Query(html));
    }

    [Fact]
    public async Task A_query_that_is_too_long_is_explained_too()
    {
        using var response = await fixture.Http.Fetch($"/chars?q={new string('x', 257)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("257", PageHtml.TextOf(await response.Content.ReadAsStringAsync(Answers.Cancel), "problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_replaced_data_leads_back_to_the_start()
    {
        using var response = await fixture.Http.Fetch($"/chars?q=staged&after={StagedChars.ExpiredCursor("staged")}");
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Contains("""<a href="/chars?q=staged">Start again""", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chars?limit=5", "'limit'")]
    [InlineData("/chars?q=cat&limit=5", "'limit'")]
    [InlineData("/chars?words=cat", "'words'")]
    [InlineData("/chars??q=cat", "'?q'")]
    [InlineData("/chars?q=cat&q=dog", "'q'")]
    [InlineData("/chars?q=%FF", "'q'")]
    [InlineData("/chars?q=%00", "U+0000")]
    [InlineData("/chars?mode=bogus", "bogus")]
    [InlineData("/chars?q=+&sort=bogus", "bogus")]
    [InlineData("/chars?q=&unicode=99", "99")]
    public async Task Other_parameters_are_refused_and_that_is_said_on_the_page(string path, string blamed)
    {
        using var response = await fixture.Http.Fetch(path);
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(blamed, PageHtml.TextOf(html, "problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_mode_is_explained()
    {
        using var response = await fixture.Http.Fetch("/chars?q=cat&mode=clever");
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("seed, words, smart", PageHtml.TextOf(html, "problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_said_on_the_page()
    {
        await using var gateway = await RunningGateway.Start(SilentCluster.New(), TimeProvider.System);
        using var response = await gateway.Http.Fetch("/chars?q=silent+page");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        var html = await response.Content.ReadAsStringAsync(Answers.Cancel);
        Assert.Contains("does not answer", PageHtml.TextOf(html, "problem"), StringComparison.Ordinal);
        Assert.Contains("value=\"silent page\"", html, StringComparison.Ordinal);
    }
}
