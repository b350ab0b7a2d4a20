using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.CommandLine;

/// <summary><c>actors flags</c> that starts a node of its own, as on a fresh machine.</summary>
public sealed class FlagsTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    private string Downloads => Path.Combine(_stage.Directory, "downloads");

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_first_run_fetches_and_the_second_answers_from_the_store_with_identical_files()
    {
        var first = await _stage.Run(["flags", "BR", "CN", "-v"]);
        var files = Files();
        Directory.Delete(Downloads, recursive: true);
        var second = await _stage.Run(["flags", "br", "cn", "--json"]);

        Assert.True(first.Status == 0, first.Everything);
        Assert.StartsWith("LOCAL site: http://", first.Out[0], StringComparison.Ordinal);
        Assert.Equal(["Searching for 2 flags: BR, CN", "2 concurrent connections will be used."], first.Out.Skip(1).Take(2));
        Assert.Equal(["BR OK", "CN OK"], first.Out.Where(line => line.EndsWith(" OK", StringComparison.Ordinal)).Order());
        Assert.Equal([new string('-', 20), "2 flags downloaded."], first.Out.SkipLast(1).TakeLast(2));
        Assert.Matches(@"^Elapsed time: [0-9]+\.[0-9]{2}s$", first.Out[^1]);
        Assert.Equal(["br.svg", "cn.svg"], files.Keys.Order());
        Assert.True(second.Status == 0, second.Everything);
        Assert.Equal(["store", "store"], Countries(second).Select(country => country.GetProperty("via").GetString()));
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task A_whole_harvest_of_the_local_origin_saves_249_flags_and_no_temporary_file()
    {
        var flags = await _stage.Run(["flags", "--all"]);

        Assert.True(flags.Status == 0, flags.Everything);
        Assert.Contains("Searching for 249 flags: from AD to ZW", flags.Out);
        Assert.Contains("5 concurrent connections will be used.", flags.Out);
        Assert.Contains("249 flags downloaded.", flags.Out);
        Assert.Equal("249 of 249 done", flags.Error[^1]);
        Assert.Equal(249, Files().Count);
        Assert.All(Files(), file => Assert.Matches("^[a-z]{2}[.]svg$", file.Key));
    }

    [Theory]
    [InlineData("ZZZ", "flags", "ZZZ")]
    [InlineData("--max-req", "flags", "-m", "0")]
    [InlineData("--limit", "flags", "-l", "-1")]
    [InlineData("--retries", "flags", "--retries", "10")]
    [InlineData("--gateway", "flags", "--gateway", "nowhere")]
    [InlineData("--nonsense", "flags", "--nonsense")]
    public async Task Wrong_usage_ends_with_2_and_names_what_is_wrong(string named, params string[] command)
    {
        var wrong = await _stage.Run(command);

        Assert.True(wrong.Status == 2, wrong.Everything);
        Assert.Contains(named, string.Join('\n', wrong.Error), StringComparison.Ordinal);
        Assert.Empty(wrong.Out);
        Assert.Empty(Directory.GetFileSystemEntries(_stage.Directory));
    }

    [Theory]
    [InlineData("Origins:book:FlagUrl", "Origins__book__FlagUrl", "nowhere/{cc}.gif")]
    [InlineData("Origins:book:FlagUrl", "Origins__book__FlagUrl", "http://127.0.0.1/flag.gif")]
    [InlineData("Origins:delay:MaxConcurrency", "Origins__delay__MaxConcurrency", "0")]
    [InlineData("Harvests:MaxRunning", "Harvests__MaxRunning", "many")]
    public async Task A_wrong_setting_ends_with_2_and_names_its_key(string key, string variable, string value)
    {
        var wrong = await _stage.Run(["flags", "BR"], (variable, value));

        Assert.True(wrong.Status == 2, wrong.Everything);
        Assert.Contains(key, string.Join('\n', wrong.Error), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Downloads));
    }

    [Fact]
    public async Task An_unknown_server_ends_with_2_and_is_named()
    {
        var wrong = await _stage.Run(["flags", "BR", "-s", "mars"]);

        Assert.True(wrong.Status == 2, wrong.Everything);
        Assert.Contains("mars", string.Join('\n', wrong.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_nobody_runs_ends_with_3_and_is_named()
    {
        var address = Stage.FreeAddress();

        var lost = await _stage.Run(["flags", "BR", "--gateway", address.ToString()]);

        Assert.True(lost.Status == 3, lost.Everything);
        Assert.Contains(address.Authority, string.Join('\n', lost.Error), StringComparison.Ordinal);
    }

    private static JsonElement.ArrayEnumerator Countries(Finished run) =>
        JsonElement.Parse(string.Join('\n', run.Out)).GetProperty("countries").EnumerateArray();

    private SortedDictionary<string, string> Files() =>
        new(Directory.GetFiles(Downloads).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file))));
}
