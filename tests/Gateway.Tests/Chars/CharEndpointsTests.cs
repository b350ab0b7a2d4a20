using System.Net;
using System.Text.Json;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharEndpointsTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task A_page_is_what_the_public_surface_says_to_the_byte()
    {
        using var response = await Http.Fetch("/v1/chars?q=+even++%22%C3%B4&limit=2");
        using var found = await Http.Fetch("/v1/chars?q=more+wide:%22%C3%B4&limit=2");

        Assert.Equal(
            """{"query":" even  \"ô","mode":"words","sort":"cp","unicode":"18.0","total":0,"from":0,"status":"No match for 'even  \"ô'","used":null,"items":[],"next":null}""",
            await response.Content.ReadAsStringAsync(Answers.Cancel));
        Assert.Equal(
            """{"query":"more wide:\"ô","mode":"words","sort":"cp","unicode":"18.0","total":100,"from":0,"status":"100 matches for 'more wide:\"ô'","used":null,"items":["""
            + """{"code":"U+2600","char":"☀","name":"EVEN MORE STAGED SIGN 0","block":"Staged","category":"So","age":"1.1"},"""
            + """{"code":"U+2603","char":"☃","name":"EVEN MORE STAGED SIGN 3","block":"Staged","category":"So","age":"1.1"}],"""
            + $"\"next\":\"{StagedChars.Cursor(StagedChars.Version, "more wide:\"ô", 2)}\"}}",
            await found.Content.ReadAsStringAsync(Answers.Cancel));
    }

    [Fact]
    public async Task Headers_say_what_it_is_and_from_which_data()
    {
        using var response = await Http.Fetch("/v1/chars?q=even+wide:headers");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal((await response.Content.ReadAsByteArrayAsync(Answers.Cancel)).Length, response.Content.Headers.ContentLength);
        Assert.Equal("18.0", Assert.Single(response.Headers.GetValues("Unicode-Version")));
        Assert.Equal(StagedChars.Version.Full, Assert.Single(response.Headers.GetValues("Data-Version")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(response.Headers.CacheControl?.NoCache);
        Assert.False(response.Headers.ETag?.IsWeak);
        Assert.StartsWith($"\"{StagedChars.Version.Full}-", response.Headers.ETag?.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_their_links_to_the_end_without_gap_or_repetition()
    {
        var codes = new List<string?>();
        string? target = "/v1/chars?q=staged%20wide%3A%3E%22%26&limit=130&mode=seed";
        var targets = new List<string>();
        while (target is not null)
        {
            targets.Add(target);
            using var response = await Http.Fetch(target);
            codes.AddRange((await response.Json()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
            var link = Assert.Single(response.Headers.GetValues("Link"));
            Assert.EndsWith("</v1/chars?q=staged%20wide%3A%3E%22%26&mode=seed&limit=130>; rel=\"first\"", link, StringComparison.Ordinal);
            target = link.Contains("rel=\"next\"", StringComparison.Ordinal)
                ? link[1..link.IndexOf('>', StringComparison.Ordinal)]
                : null;
        }

        Assert.Equal(3, targets.Count);
        Assert.Contains("&after=", targets[1], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(StagedChars.First, StagedChars.Count).Select(code => $"U+{code:X4}"), codes);
    }

    [Fact]
    public async Task A_slice_is_asked_for_with_start_and_stop()
    {
        var slice = await Http.GetJson("/v1/chars?q=staged&start=7&stop=9");

        Assert.Equal(300, slice.GetProperty("total").GetInt32());
        Assert.Equal(7, slice.GetProperty("from").GetInt32());
        Assert.Equal(["U+2607", "U+2608"], slice.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Every_parameter_reaches_the_index()
    {
        var smart = await Http.GetJson("/v1/chars?q=staged&mode=smart&unicode=14&limit=1&after=");
        var sorted = await Http.GetJson("/v1/chars?q=staged&mode=seed&sort=relevance&limit=1");

        Assert.Equal("smart", smart.GetProperty("mode").GetString());
        Assert.Equal("relevance", smart.GetProperty("sort").GetString());
        Assert.Equal("14.0", smart.GetProperty("unicode").GetString());
        Assert.Equal("sta", smart.GetProperty("used").GetProperty("prefix").GetString());
        Assert.Equal("relevance", sorted.GetProperty("sort").GetString());
    }

    [Fact]
    public async Task Punctuation_is_no_error()
    {
        Assert.Equal(0, (await Http.GetJson("/v1/chars?q=%3F%21")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("/v1/chars?q=staged+wide:head")]
    [InlineData("/v1/chars/facets?q=staged")]
    [InlineData("/v1/chars/U+2600")]
    public async Task Head_says_the_same_without_a_body(string path)
    {
        using var get = await Http.Fetch(path);
        using var head = await Http.Send(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal((await get.Content.ReadAsByteArrayAsync(Answers.Cancel)).Length, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Answers.Cancel));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", W/{0}, \"third\"")]
    [InlineData("*")]
    public async Task What_the_client_has_is_not_sent_again(string form)
    {
        foreach (var path in new[] { "/v1/chars?q=staged+wide:304", "/v1/chars/facets?q=staged", "/v1/chars/2601" })
        {
            using var first = await Http.Fetch(path);
            var tag = first.Headers.ETag!.ToString();
            using var second = await Http.Fetch(path, ("If-None-Match", form.Replace("{0}", tag, StringComparison.Ordinal)));

            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            Assert.Equal(tag, second.Headers.ETag?.ToString());
            Assert.Equal("18.0", Assert.Single(second.Headers.GetValues("Unicode-Version")));
            Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
            Assert.Equal(first.Headers.Contains("Link"), second.Headers.Contains("Link"));
            Assert.Empty(await second.Content.ReadAsByteArrayAsync(Answers.Cancel));
        }
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("W/\"other\", \"third\"")]
    [InlineData("nonsense \"")]
    public async Task What_the_client_has_not_is_sent(string known)
    {
        using var response = await Http.Fetch("/v1/chars?q=staged+wide:200", ("If-None-Match", known));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Answers.Cancel));
    }

    [Fact]
    public async Task The_tag_differs_wherever_the_bytes_do()
    {
        string[] targets =
        [
            "/v1/chars?q=staged&limit=1", "/v1/chars?q=staged&limit=2", "/v1/chars?q=STAGED&limit=1", "/v1/chars?q=staged&limit=1&mode=seed",
            "/v1/chars?q=staged&limit=1&unicode=14.0", "/v1/chars?q=staged&limit=1&sort=relevance", "/v1/chars?q=staged&start=1&limit=1",
            "/v1/chars/facets?q=staged", "/v1/chars/2601", "/v1/chars/2602",
        ];
        var tags = new List<string>();
        foreach (var target in targets)
        {
            using var response = await Http.Fetch(target);
            tags.Add(response.Headers.ETag!.Tag);
        }

        Assert.Equal(targets.Length, tags.Distinct().Count());
    }

    [Fact]
    public async Task A_code_is_described()
    {
        using var response = await Http.Fetch("/v1/chars/U%2B265c");

        Assert.Equal("U+265C", (await response.Json()).GetProperty("code").GetString());
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("18.0", Assert.Single(response.Headers.GetValues("Unicode-Version")));
    }

    [Fact]
    public async Task Facets_count_the_whole_result()
    {
        var facets = await Http.GetJson("/v1/chars/facets?q=more&mode=words&unicode=18.0");

        Assert.Equal(100, facets.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Array, facets.GetProperty("block").ValueKind);
    }

    [Fact]
    public async Task A_query_that_looks_like_a_code_or_a_path_is_not_taken_for_one()
    {
        using var page = await Http.Fetch("/v1/chars?q=2603");
        using var code = await Http.Fetch("/v1/chars/%3Fq=2603");
        using var facets = await Http.Fetch("/v1/chars/facets?q=2603");

        Assert.Equal("2603", (await page.Json()).GetProperty("query").GetString());
        await code.IsProblem(400, "invalid_code", "code");
        Assert.True((await facets.Json()).TryGetProperty("block", out _));
    }

    [Fact]
    public async Task The_api_description_has_parameters_answers_and_an_example()
    {
        var paths = (await Http.GetJson("/openapi/v1.json")).GetProperty("paths");
        var find = paths.GetProperty("/v1/chars").GetProperty("get");
        var facets = paths.GetProperty("/v1/chars/facets").GetProperty("get");
        var code = paths.GetProperty("/v1/chars/{code}").GetProperty("get");

        Assert.Equal(["q", "mode", "sort", "limit", "after", "unicode", "start", "stop"], Parameters(find));
        Assert.Equal(["q", "mode", "unicode"], Parameters(facets));
        Assert.Equal(["code"], Parameters(code));
        Assert.Equal(["200", "304", "400", "410", "503"], find.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());
        Assert.EndsWith("/CharPageBody", Ok(find).GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        Assert.Equal("BLACK CHESS KING", Ok(find).GetProperty("example").GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(2, Ok(facets).GetProperty("example").GetProperty("total").GetInt32());
        Assert.Equal("U+265C", Ok(code).GetProperty("example").GetProperty("code").GetString());
    }

    private static IEnumerable<string?> Parameters(JsonElement operation) =>
        operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString());

    private static JsonElement Ok(JsonElement operation) =>
        operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json");
}
