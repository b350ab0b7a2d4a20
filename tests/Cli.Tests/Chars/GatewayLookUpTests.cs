using System.Text.Json;

namespace Actors.Cli.Tests.Chars;

/// <summary><c>actors chars</c> with a gateway that was named.</summary>
public sealed class GatewayLookUpTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task A_named_gateway_is_asked_for_as_many_rows_as_are_shown()
    {
        await using var gateway = await CharGateway.Start();

        Assert.Equal(0, await _cli.Run("chars", "a", "b+c", "--gateway", gateway.Url, "--limit", "2", "--sort", "cp", "--unicode", "14"));

        Assert.Equal("U+4E00 \t\tNAME 0\nU+4E01 \t丁\tNAME 1\n(450 matches for 'x')\n", _cli.Out);
        Assert.Equal("2 of 450 shown; --all shows all of them.\n", _cli.Error);
        Assert.Equal(["?q=a b+c&mode=seed&sort=cp&unicode=14&limit=2"], gateway.Requests);
    }

    [Fact]
    public async Task The_environment_names_it_too_and_the_option_beats_it()
    {
        await using var gateway = await CharGateway.Start();
        _cli.Variables["ACTORS_GATEWAY"] = gateway.Url;
        await _cli.Run("chars", "x", "--mode", "smart");
        _cli.Variables["ACTORS_GATEWAY"] = "http://127.0.0.1:1";
        await _cli.Run("chars", "x", "--gateway", gateway.Url);

        Assert.Equal(["?q=x&mode=smart&limit=50", "?q=x&mode=seed&limit=50"], gateway.Requests);
    }

    [Theory]
    [InlineData(450, "200,200,200", "--all")]
    [InlineData(300, "200,100", "--limit", "300")]
    [InlineData(400, "200,200", "--limit", "400")]
    public async Task More_than_a_page_is_fetched_page_by_page(int rows, string limits, params string[] options)
    {
        await using var gateway = await CharGateway.Start();

        Assert.Equal(0, await _cli.Run(["chars", "x", "--gateway", gateway.Url, .. options]));
        using var json = new CommandRun();
        Assert.Equal(0, await json.Run(["chars", "x", "--json", "--gateway", gateway.Url, .. options]));
        var page = JsonElement.Parse(json.Out);

        Assert.Equal(Enumerable.Range(0, rows).Select(n => $"NAME {n}"), _cli.Lines.SkipLast(1).Select(line => line.Split('\t')[2]));
        Assert.Equal(rows, page.GetProperty("items").GetArrayLength());
        Assert.Equal(rows == 450 ? null : $"{rows}", page.GetProperty("next").GetString());
        Assert.Equal("next", page.EnumerateObject().Last().Name);
        var expected = limits.Split(',').Select((limit, n) => $"?q=x&mode=seed&limit={limit}{(n == 0 ? "" : $"&after={200 * n}")}").ToList();
        Assert.Equal([.. expected, .. expected], gateway.Requests);
    }

    [Fact]
    public async Task Json_of_one_page_is_what_the_node_sent()
    {
        await using var gateway = await CharGateway.Start(total: 3);

        Assert.Equal(0, await _cli.Run("chars", "x", "--json", "--gateway", gateway.Url));

        Assert.Equal(
            ["query", "mode", "sort", "unicode", "total", "from", "status", "used", "items", "next"],
            JsonElement.Parse(_cli.Out).EnumerateObject().Select(member => member.Name));
        Assert.Single(gateway.Requests);
    }

    [Theory]
    [InlineData(0, 400, "unknown_mode", 2)]
    [InlineData(200, 410, "cursor_expired", 2)]
    [InlineData(0, 503, "cluster_unavailable", 3)]
    public async Task A_refusal_is_shown_with_its_code(int from, int status, string code, int exit)
    {
        await using var gateway = await CharGateway.Start();
        gateway.Refusal = (from, status, code, "Not so.");

        Assert.Equal(exit, await _cli.Run("chars", "x", "--all", "--json", "--gateway", gateway.Url));

        Assert.Equal($"actors: Not so. ({code})\n", _cli.Error);
        Assert.Equal("", _cli.Out);
    }

    [Fact]
    public async Task Nobody_at_the_address_ends_with_3()
    {
        Assert.Equal(3, await _cli.Run("chars", "x", "--gateway", "http://127.0.0.1:1"));
        Assert.Contains("127.0.0.1:1", _cli.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
