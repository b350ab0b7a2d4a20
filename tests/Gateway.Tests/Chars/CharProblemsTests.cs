using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Problems;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Chars;

namespace Actors.Gateway.Tests.Chars;

public sealed class CharProblemsTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Theory]
    [InlineData("/v1/chars", "empty_query", "q")]
    [InlineData("/v1/chars?q=", "empty_query", "q")]
    [InlineData("/v1/chars?q", "empty_query", "q")]
    [InlineData("/v1/chars?q=+%20%09", "empty_query", "q")]
    [InlineData("/v1/chars/facets", "empty_query", "q")]
    [InlineData("/v1/chars?q=a&mode=", "unknown_mode", "mode")]
    [InlineData("/v1/chars?q=a&mode=fast", "unknown_mode", "mode")]
    [InlineData("/v1/chars?q=a&sort=name", "unknown_sort", "sort")]
    [InlineData("/v1/chars?q=a&unicode=5.5", "unknown_unicode", "unicode")]
    [InlineData("/v1/chars?q=a&limit=0", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&limit=201", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&limit=-1", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&limit=", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&limit=1e2", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&limit=99999999999999", "invalid_limit", "limit")]
    [InlineData("/v1/chars?q=a&start=-1", "invalid_range", "start")]
    [InlineData("/v1/chars?q=a&start=", "invalid_range", "start")]
    [InlineData("/v1/chars?q=a&stop=x", "invalid_range", "stop")]
    [InlineData("/v1/chars?q=a&stop=2147483648", "invalid_range", "stop")]
    [InlineData("/v1/chars?q=a&after=00&start=1", "invalid_range", "start")]
    [InlineData("/v1/chars?q=a&after=00&stop=1", "invalid_range", "stop")]
    [InlineData("/v1/chars?q=a&after=x", "invalid_cursor", "after")]
    [InlineData("/v1/chars?q=a&page=2", "unknown_parameter", "page")]
    [InlineData("/v1/chars?q=a&Q=b", "unknown_parameter", "Q")]
    [InlineData("/v1/chars??q=cat", "unknown_parameter", "?q")]
    [InlineData("/v1/chars?q=a&=b", "unknown_parameter", "")]
    [InlineData("/v1/chars?q=a&q=b", "repeated_parameter", "q")]
    [InlineData("/v1/chars?q=a&%71=b", "repeated_parameter", "q")]
    [InlineData("/v1/chars/facets?q=a&limit=5", "unknown_parameter", "limit")]
    [InlineData("/v1/chars/2600?q=a", "unknown_parameter", "q")]
    [InlineData("/v1/chars/hello", "invalid_code", "code")]
    [InlineData("/v1/chars/110000", "code_out_of_range", "code")]
    public async Task Bad_requests_name_what_is_wrong(string path, string code, string field)
    {
        using var response = await Http.Fetch(path);

        await response.IsProblem(400, code, field);
    }

    [Theory]
    [InlineData("/v1/chars?q=abc%", "q", 3)]
    [InlineData("/v1/chars?q=abc%4", "q", 3)]
    [InlineData("/v1/chars?q=%Z1", "q", 0)]
    [InlineData("/v1/chars?q=%FF", "q", 0)]
    [InlineData("/v1/chars?q=a%C3", "q", 1)]
    [InlineData("/v1/chars?q=a%C3%41", "q", 1)]
    [InlineData("/v1/chars?q=%C0%80", "q", 0)]
    [InlineData("/v1/chars?q=a+%ED%A0%80", "q", 2)]
    [InlineData("/v1/chars?q=%F4%90%80%80", "q", 0)]
    [InlineData("/v1/chars?q=a&mode=%FF", "mode", 0)]
    [InlineData("/v1/chars?q=a&%FF=1", "query", 0)]
    [InlineData("/v1/chars/facets?q=a%", "q", 1)]
    [InlineData("/v1/chars/26%FF", "code", 2)]
    [InlineData("/v1/chars/%Z1", "code", 0)]
    [InlineData("/v1/chars/%ED%A0%80/", "code", 0)]
    public async Task An_encoding_that_is_none_is_refused_with_its_place(string target, string field, int position)
    {
        var (status, body) = await Raw(target);

        Assert.Equal(400, status);
        Assert.Equal("invalid_encoding", body.GetProperty("code").GetString());
        Assert.Equal(field, body.GetProperty("field").GetString());
        Assert.Equal(position, body.GetProperty("position").GetInt32());
        Assert.Contains($"position {position}", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\uFFFD", body.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&mode=seed")]
    [InlineData("&mode=smart")]
    public async Task Nul_is_no_text_though_its_encoding_is_right(string more)
    {
        foreach (var path in new[] { "/v1/chars", "/v1/chars/facets" })
        {
            var (status, body) = await Raw($"{path}?q=%F0%9F%90%B1+%00x{(path.EndsWith("facets", StringComparison.Ordinal) ? "" : more)}");

            Assert.Equal((400, "query_not_text", "q"), (status, body.GetProperty("code").GetString(), body.GetProperty("field").GetString()));
            Assert.Equal(3, body.GetProperty("position").GetInt32());
            Assert.Equal("The query contains U+0000 (position 3).", body.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("mode=%00", "unknown_mode")]
    [InlineData("limit=1%00", "invalid_limit")]
    [InlineData("start=1%00", "invalid_range")]
    [InlineData("after=%00", "invalid_cursor")]
    [InlineData("%00=1", "unknown_parameter")]
    public async Task Elsewhere_it_is_as_wrong_as_anything_else(string parameter, string code) =>
        Assert.Equal(code, (await Raw($"/v1/chars?q=a&{parameter}")).Body.GetProperty("code").GetString());

    [Fact]
    public async Task What_is_no_text_at_all_in_a_target_is_never_searched_for()
    {
        foreach (var target in new[] { "/v1/chars?q=\u00FF", "/v1/chars?q=a\0b", "/v1/chars/\u00FF", "/v1/chars/%00" })
            Assert.Equal(400, (await Raw(target, parse: false)).Status);
    }

    [Fact]
    public async Task In_mode_seed_it_may_have_4096()
    {
        using var longest = await Http.Fetch($"/v1/chars?mode=seed&q={new string('a', 4096)}");
        using var facets = await Http.Fetch($"/v1/chars/facets?mode=seed&q={new string('a', 4096)}");
        using var tooLong = await Http.Fetch($"/v1/chars?mode=seed&q={new string('a', 4097)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(HttpStatusCode.OK, facets.StatusCode);
        Assert.Equal(4096, (await tooLong.Json()).GetProperty("position").GetInt32());
        await tooLong.IsProblem(400, "query_too_long", "q");
    }

    [Fact]
    public async Task A_query_may_have_256_utf16_units_and_no_more()
    {
        using var longest = await Http.Fetch($"/v1/chars?q={new string('a', 256)}");
        using var tooLong = await Http.Fetch($"/v1/chars?q={new string('a', 255)}%F0%9F%90%B1");
        using var facets = await Http.Fetch($"/v1/chars/facets?q={new string('a', 257)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(256, (await tooLong.Json()).GetProperty("position").GetInt32());
        await tooLong.IsProblem(400, "query_too_long", "q");
        await facets.IsProblem(400, "query_too_long", "q");
    }

    [Theory]
    [InlineData("query_too_complex")]
    [InlineData("unbalanced_parenthesis")]
    [InlineData("unbalanced_quote")]
    [InlineData("unknown_field")]
    [InlineData("unknown_value")]
    [InlineData("reversed_range")]
    public async Task What_the_index_refuses_is_told_with_its_place(string code)
    {
        using var response = await Http.Fetch($"/v1/chars?q=fail:{code}:12");
        using var facets = await Http.Fetch($"/v1/chars/facets?q=fail:{code}:12");
        var problem = await response.Json();

        await response.IsProblem(400, code, "q");
        await facets.IsProblem(400, code, "q");
        Assert.Equal(12, problem.GetProperty("position").GetInt32());
        Assert.Equal($"Staged as {code} (position 12).", problem.GetProperty("detail").GetString());
        Assert.False(problem.TryGetProperty("restart", out _));
    }

    [Fact]
    public async Task A_problem_without_a_place_has_no_such_member()
    {
        using var response = await Http.Fetch("/v1/chars?q=fail:query_too_complex");

        Assert.False((await response.Json()).TryGetProperty("position", out _));
    }

    [Fact]
    public async Task A_cursor_of_another_query_is_refused()
    {
        var next = (await Http.GetJson("/v1/chars?q=staged&limit=1")).GetProperty("next").GetString();

        using var response = await Http.Fetch($"/v1/chars?q=sign&limit=1&after={next}");

        await response.IsProblem(400, "cursor_mismatch", "after");
    }

    [Fact]
    public async Task A_cursor_of_replaced_data_is_gone_and_the_problem_says_where_to_start_again()
    {
        var cursor = StagedChars.ExpiredCursor("staged sign");

        using var response = await Http.Fetch($"/v1/chars?after={cursor}&q=staged+sign&limit=3&mode=words");
        var problem = await response.Json();
        var restart = problem.GetProperty("restart").GetString()!;

        await response.IsProblem(410, "cursor_expired", "after");
        Assert.Equal("/v1/chars?q=staged%20sign&mode=words&limit=3", restart);
        Assert.Equal($"<{restart}>; rel=\"first\"", Assert.Single(response.Headers.GetValues("Link")));
        Assert.Equal(3, (await Http.GetJson(restart)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task No_post_and_no_unknown_path_below()
    {
        using var post = await Http.Post("/v1/chars?q=a", body: null);
        using var below = await Http.Fetch("/v1/chars/2600/name");

        await post.IsProblem(405, "method_not_allowed");
        await below.IsProblem(404, "not_found");
    }

    [Theory]
    [InlineData("/v1/chars?q=a")]
    [InlineData("/v1/chars/facets?q=a")]
    [InlineData("/v1/chars/2600")]
    public async Task Without_a_cluster_it_is_503(string path)
    {
        await using var gateway = await RunningGateway.Start(SilentCluster.New(), TimeProvider.System);

        using var response = await gateway.Http.Fetch(path);

        await response.IsProblem(503, "cluster_unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public void Every_transport_is_told_the_place_in_words()
    {
        var problem = ExceptionProblems.From(new CharQueryException("unknown_field", "q", "There is no field 'x': gc, sc.", 7));

        Assert.Equal(new Problem(400, "unknown_field", "There is no field 'x': gc, sc (position 7).", "q") { Position = 7 }, problem);
    }

    /// <summary>Sends a target exactly as it is: a client library would encode it properly first.</summary>
    private async Task<(int Status, JsonElement Body)> Raw(string target, bool parse = true)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(fixture.Gateway.Address.Host, fixture.Gateway.Address.Port, Answers.Cancel);
        await tcp.GetStream().WriteAsync(
            Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Answers.Cancel);
        using var reader = new StreamReader(tcp.GetStream(), Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(Answers.Cancel);
        var status = int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return (status, parse ? JsonElement.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]) : default);
    }
}
