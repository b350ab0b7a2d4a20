using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Chars;

/// <summary>The same question gets the same rows, whichever way it comes.</summary>
public sealed class TransportTests(CharNode node) : IClassFixture<CharNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rook", null)]
    [InlineData("chess black", null)]
    [InlineData("Registered", null)]
    [InlineData("CAT face", "6.3")]
    [InlineData("braille", null)]
    [InlineData("sun", null)]
    [InlineData("digit", null)]
    [InlineData("dıgıt ſeven", null)]
    [InlineData("jabberwocky's vest", null)]
    [InlineData("U+2656", null)]
    [InlineData("-*(\"", null)]
    [InlineData("ethiopic", "14.0")]
    public async Task Seed_mode_answers_alike_over_http_websocket_tcp_and_the_command_line(string query, string? unicode)
    {
        var http = await node.Get(query, "seed", unicode);
        using var socket = await SearchSocket.Open(node.Address);
        var pushed = await socket.Search(query, "seed", unicode);
        var direct = await node.Cli(named: false, query, "seed", unicode, "--all");
        var named = await node.Cli(named: true, query, "seed", unicode, "--all");

        string[] lines = [.. http.Rows.Select(Line)];
        Assert.Equal(http.Total, lines.Length);
        Assert.Equal(http.Total, pushed.Total);
        Assert.Equal(http.Rows.Select(row => row.GetRawText()), pushed.Rows.Select(row => row.GetRawText()));
        Assert.Equal([.. lines, $"({http.Status})"], direct.Out);
        Assert.Equal(direct.Out, named.Out);
        if (unicode is null)
        {
            // Telnet knows neither versions nor parentheses.
            using var telnet = await TelnetClient.Open(node.TelnetPort);
            Assert.Equal(string.Concat(lines.Append(http.Status).Select(line => line + "\r\n")), await telnet.Ask(query));
        }
    }

    [Fact]
    public Task A_query_as_long_as_a_line_is_answered_alike_too() =>
        Seed_mode_answers_alike_over_http_websocket_tcp_and_the_command_line(string.Join(' ', Enumerable.Repeat("chess black", 300)), null);

    [Theory]
    [InlineData("words", "cat face -smiling")]
    [InlineData("words", "\"rightwards black arrow\"")]
    [InlineData("words", "gc:Sm age>=16 arrow")]
    [InlineData("words", "(rook OR knight) chess black")]
    [InlineData("words", "U+2600..U+2604")]
    [InlineData("words", "4e00")]
    [InlineData("words", "cat*")]
    [InlineData("smart", "plus")]
    [InlineData("smart", "circl")]
    [InlineData("smart", "brakcet")]
    [InlineData("smart", "kw.pt:coração")]
    [InlineData("smart", "♜")]
    public async Task The_other_modes_answer_alike_over_http_websocket_and_the_command_line(string mode, string query)
    {
        var http = await node.Get(query, mode, null);
        using var socket = await SearchSocket.Open(node.Address);
        var pushed = await socket.Search(query, mode, null);
        var text = await node.Cli(named: false, query, mode, null, "--all");
        var direct = await node.Cli(named: false, query, mode, null, "--all", "--json");
        var named = await node.Cli(named: true, query, mode, null, "--all", "--json");

        Assert.NotEmpty(http.Rows);
        Assert.Equal(http.Rows.Select(row => row.GetRawText()), pushed.Rows.Select(row => row.GetRawText()));
        Assert.Equal([.. http.Rows.Select(Line), $"({http.Status})"], text.Out);
        Assert.Equal(http.Rows.Select(row => row.GetRawText()), Items(direct).Select(row => row.GetRawText()));
        Assert.Equal(direct.Out, named.Out);
    }

    [Fact]
    public async Task A_json_page_of_the_command_line_is_the_http_body_byte_for_byte()
    {
        foreach (var (mode, query) in ((string, string)[])[("seed", "chess black"), ("words", "chess (black OR white)"), ("smart", "🐱"), ("seed", "no such thing")])
        {
            var body = await node.Http.GetStringAsync(
                new Uri(node.Address, $"v1/chars?q={Uri.EscapeDataString(query)}&mode={mode}&limit=20"), Cancel);
            var direct = await node.Cli(named: false, query, mode, null, "--limit", "20", "--json");
            var named = await node.Cli(named: true, query, mode, null, "--limit", "20", "--json");

            Assert.Equal(body, Assert.Single(direct.Out));
            Assert.Equal(body, Assert.Single(named.Out));
        }
    }

    [Fact]
    public async Task Two_pages_by_Link_are_the_beginning_of_the_whole()
    {
        var transcript = new StringWriter { NewLine = "\n" };
        var codes = new List<string?>();
        string? path = "/v1/chars?q=chess+black&limit=20";
        for (var page = 1; page <= 2; page++)
        {
            await transcript.WriteLineAsync($"$ curl -si 'http://localhost:8080{path}'");
            using var answer = await node.Http.GetAsync(new Uri(node.Address, path), Cancel);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            await transcript.WriteLineAsync($"HTTP/{answer.Version} {(int)answer.StatusCode} {answer.ReasonPhrase}");
            foreach (var header in answer.Headers.Concat(answer.Content.Headers))
                await transcript.WriteLineAsync($"{header.Key}: {string.Join(", ", header.Value)}");
            await transcript.WriteLineAsync($"\n{body}\n");
            codes.AddRange(JsonElement.Parse(body).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
            var links = answer.Headers.GetValues("Link").SelectMany(header => header.Split(", "))
                .Where(link => link.EndsWith("; rel=\"next\"", StringComparison.Ordinal)).ToList();
            Assert.Equal(page == 1 ? 1 : 0, links.Count);
            path = links.FirstOrDefault()?.Split('<', '>')[1];
        }

        await File.WriteAllTextAsync(Artifacts.Path("chars-http.txt"), transcript.ToString(), Cancel);
        var whole = await node.Get("chess black", "words", null);
        Assert.Equal(35, whole.Total);
        Assert.Equal(whole.Rows.Select(row => row.GetProperty("code").GetString()), codes);
    }

    [Fact]
    public async Task A_telnet_session_reads_as_the_books()
    {
        using var telnet = await TelnetClient.Open(node.TelnetPort);

        var rook = await telnet.Ask("chess rook black");
        var blank = await telnet.Ask("  ");
        var nothing = await telnet.Ask("jabberwocky's vest");
        var registered = await telnet.Ask("registered");
        var end = await telnet.Leave();

        await File.WriteAllTextAsync(Artifacts.Path("chars-telnet.txt"), telnet.Transcript.ReplaceLineEndings("\n") + "\n", Cancel);
        Assert.StartsWith("U+265C \t♜\tBLACK CHESS ROOK\r\n", rook, StringComparison.Ordinal);
        Assert.EndsWith(" matches for 'chess rook black'\r\n", rook, StringComparison.Ordinal);
        Assert.Equal("", blank);
        Assert.Equal("No match for \"jabberwocky's vest\"\r\n", nothing);
        Assert.Equal("U+00AE \t®\tREGISTERED SIGN\r\n1 match for 'registered'\r\n", registered);
        Assert.Equal("", end);
    }

    private static string Line(JsonElement row) =>
        $"{row.GetProperty("code").GetString(),-7}\t{row.GetProperty("char").GetString()}\t{row.GetProperty("name").GetString()}";

    private static JsonElement.ArrayEnumerator Items(Finished run) =>
        JsonElement.Parse(Assert.Single(run.Out)).GetProperty("items").EnumerateArray();
}
