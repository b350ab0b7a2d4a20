namespace Actors.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Theory]
    [InlineData("flags -m 0", "--max-req")]
    [InlineData("flags -m -1", "--max-req")]
    [InlineData("flags -m z", "--max-req")]
    [InlineData("flags -m 99999999999", "--max-req")]
    [InlineData("flags -l 0", "--limit")]
    [InlineData("flags -l", "-l")]
    [InlineData("flags --retries 10", "--retries")]
    [InlineData("flags --retries -1", "--retries")]
    [InlineData("flags ZZZ", "ZZZ")]
    [InlineData("flags BR 1", "'1'")]
    [InlineData("flags é", "é")]
    [InlineData("flags ß", "ß")]
    [InlineData("flags ﬁ", "ﬁ")]
    [InlineData("flags @codes", "@codes")]
    [InlineData("flags --nonsense", "--nonsense")]
    [InlineData("flags BR --gateway nonsense", "--gateway")]
    [InlineData("flags BR --gateway ftp://localhost", "--gateway")]
    [InlineData("flags BR --gateway", "--gateway")]
    [InlineData("watch", "ID")]
    [InlineData("watch a b", "b")]
    [InlineData("cancel", "ID")]
    [InlineData("list -l x", "--limit")]
    [InlineData("dance", "dance")]
    [InlineData("serve now", "now")]
    [InlineData("serve --Urls", "--Urls")]
    [InlineData("serve -x", "-x")]
    public async Task A_wrong_usage_is_named_on_stderr_and_ends_with_2(string line, string named)
    {
        Assert.Equal(2, await _cli.Run(line.Split(' ')));
        Assert.Contains(named, _cli.Error, StringComparison.Ordinal);
        Assert.Contains("--help", _cli.Error, StringComparison.Ordinal);
        Assert.Equal("", _cli.Out);
    }

    [Fact]
    public async Task An_empty_code_label_or_folder_is_a_wrong_usage()
    {
        Assert.Equal(2, await _cli.Run("flags", ""));
        Assert.Equal(2, await _cli.Run("flags", "BR", "-s", " "));
        Assert.Equal(2, await _cli.Run("flags", "BR", "--dest", ""));
    }

    [Fact]
    public async Task A_wrong_usage_sends_nothing()
    {
        await using var gateway = await FakeGateway.Start();

        Assert.Equal(2, await _cli.Run("flags", "BR", "abc", "--gateway", gateway.Url));

        Assert.Empty(gateway.Requests);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("flags --help")]
    [InlineData("serve --help")]
    [InlineData("--version")]
    public async Task Help_and_version_go_to_stdout_and_end_with_0(string line)
    {
        Assert.Equal(0, await _cli.Run(line.Split(' ')));
        Assert.NotEqual("", _cli.Out);
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public async Task Help_lists_the_commands_that_exist()
    {
        await _cli.Run("--help");

        Assert.All(["serve", "flags", "chars", "watch", "list", "cancel"], verb => Assert.Contains($"\n  {verb} ", _cli.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_at_the_address_ends_with_3()
    {
        _cli.Variables["ACTORS_GATEWAY"] = "http://127.0.0.1:1";

        foreach (var line in new[] { "list", "watch h1", "cancel h1" })
        {
            // The client tries a few times, on a clock that stands still here.
            var run = _cli.Run(line.Split(' '));
            Assert.Equal(3, await run);
        }

        Assert.Contains("127.0.0.1:1", _cli.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
