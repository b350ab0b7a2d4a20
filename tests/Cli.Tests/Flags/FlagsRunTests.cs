namespace Actors.Cli.Tests.Flags;

public sealed class FlagsRunTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task A_good_run_prints_the_books_lines_and_saves_each_flag()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("CN").Ok("BR");

        Assert.Equal(0, await Flags(gateway, "BR", "CN"));

        Assert.Equal(
            """
            LOCAL site: http://localhost:8001/flags
            Searching for 2 flags: BR, CN
            2 concurrent connections will be used.
            --------------------
            2 flags downloaded.
            Elapsed time: 0.00s

            """.ReplaceLineEndings("\n"),
            _cli.Out);
        Assert.Equal(["br.svg", "cn.svg"], _cli.Files);
        Assert.Equal(gateway.Flags["BR"], await File.ReadAllBytesAsync(Path.Combine(_cli.Downloads, "br.svg"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_of_a_thing_is_singular()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");

        await Flags(gateway, "br", "BR", "Br");

        Assert.Equal("Searching for 1 flag: BR", _cli.Lines[1]);
        Assert.Equal("1 connection will be used.", _cli.Lines[2]);
        Assert.Equal("1 flag downloaded.", _cli.Lines[4]);
    }

    [Fact]
    public async Task More_than_ten_codes_are_shown_from_first_to_last()
    {
        await using var gateway = await FakeGateway.Start();
        foreach (var code in "BD BR CD CN DE EG ET FR ID IN IR".Split(' '))
            gateway.Ok(code);

        await Flags(gateway);

        Assert.Equal("Searching for 11 flags: from BD to IR", _cli.Lines[1]);
    }

    [Fact]
    public async Task Errors_are_reported_and_end_with_1()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").NotFound("BS")
            .Failed("DE", "http_5xx", 503, "The origin answered 503.").Failed("BE", "timeout_headers", null, "No answer in time.");

        Assert.Equal(1, await Flags(gateway, "B", "DE"));

        Assert.Equal(
            [
                "BE error: No answer in time. <timeout_headers>", "DE error: HTTP error 503 - Service Unavailable", "--------------------",
                "1 flag downloaded.", "1 not found.", "2 errors.", "Elapsed time: 0.00s",
            ],
            _cli.Lines[3..]);
    }

    [Fact]
    public async Task Not_found_alone_ends_with_0()
    {
        await using var gateway = (await FakeGateway.Start()).NotFound("ZZ");

        Assert.Equal(0, await Flags(gateway, "ZZ"));

        Assert.Equal(["--------------------", "0 flags downloaded.", "1 not found.", "Elapsed time: 0.00s"], _cli.Lines[3..]);
        Assert.Empty(_cli.Files);
    }

    [Fact]
    public async Task Verbose_prints_one_line_per_code()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").NotFound("BS").Failed("DE", "http_4xx", 418, "Teapot.");

        await Flags(gateway, "-v", "BR", "BS", "DE");

        string[] lines = [.. _cli.Lines[3..6].Order(StringComparer.Ordinal)];
        Assert.Equal(["BR OK", "BS not found: http://localhost:8001/flags/bs/bs.svg", "DE error: HTTP error 418 - I'm a teapot"], lines);
        Assert.Equal(new string('-', 20), _cli.Lines[6]);
        Assert.DoesNotContain("done", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_progress_goes_to_stderr_in_at_most_ten_lines()
    {
        await using var gateway = await FakeGateway.Start();
        for (var letter = 'A'; letter <= 'Z'; letter++)
            gateway.NotFound($"X{letter}");

        await Flags(gateway, "X");

        var lines = _cli.Error.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, 10);
        Assert.Equal("26 of 26 done", lines[^1]);
    }

    [Theory]
    [InlineData("5000", 4, "there are only 4 codes")]
    [InlineData("3", 2, "the origin allows 2")]
    public async Task What_was_capped_is_said(string wish, int used, string why)
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BA").Ok("BB").Ok("BD").Ok("BE");
        gateway.Concurrency = wish == "5000" ? 1000 : 2;

        await Flags(gateway, "-m", wish);

        Assert.Equal($"{used} concurrent connections will be used.", _cli.Lines[2]);
        Assert.Equal($"({wish} asked for; {why})", _cli.Lines[3]);
        Assert.Equal(Math.Min(int.Parse(wish), 1000), gateway.Order!.Value.GetProperty("concurrency").GetInt32());
    }

    [Fact]
    public async Task Options_become_the_order_and_short_ones_bundle()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");

        await Flags(gateway, "-al", "100", "-s", "LOCAL", "--retries", "0", "--refresh", "ignored");

        Assert.Equal(
            """{"origin":"LOCAL","all":true,"limit":100,"refresh":"always","maxAttempts":1}""", gateway.Order!.Value.GetRawText());
    }

    [Fact]
    public async Task Every_beats_all_beats_codes()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");

        await Flags(gateway, "-ae", "QQQ", "-l", "30");
        Assert.Equal("""{"origin":"local","every":true,"limit":30}""", gateway.Order!.Value.GetRawText());

        await Flags(gateway, "q", "Br");
        Assert.Equal("""{"origin":"local","countries":["q","Br"]}""", gateway.Order!.Value.GetRawText());

        await Flags(gateway);
        Assert.Equal("""{"origin":"local"}""", gateway.Order!.Value.GetRawText());
    }

    [Fact]
    public async Task An_unknown_label_ends_with_2_and_names_the_known()
    {
        await using var gateway = await FakeGateway.Start();

        Assert.Equal(2, await Flags(gateway, "-s", "mars"));

        Assert.Contains("no origin 'mars'", _cli.Error, StringComparison.Ordinal);
        Assert.Equal("", _cli.Out);
    }

    [Fact]
    public async Task The_environment_names_the_gateway_unless_the_option_does()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        _cli.Variables["ACTORS_GATEWAY"] = gateway.Url;
        Assert.Equal(0, await _cli.Run("flags", "BR"));

        _cli.Variables["ACTORS_GATEWAY"] = "http://127.0.0.1:1";
        Assert.Equal(0, await Flags(gateway, "BR"));
    }

    public void Dispose() => _cli.Dispose();

    private Task<int> Flags(FakeGateway gateway, params string[] args) => _cli.Run(["flags", .. args, "--gateway", gateway.Url]);
}
