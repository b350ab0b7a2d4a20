using Actors.Cli.Nodes;
using Actors.Silo.Store;

namespace Actors.Cli.Tests.Nodes;

public sealed class NodeAccessTests : IDisposable
{
    private readonly CommandRun _cli = new();

    private string DataPath => Path.Combine(_cli.Directory, ".actors");

    [Fact]
    public async Task A_command_attaches_to_the_node_that_holds_the_data_directory()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        using var held = DataDirectory.Open(DataPath);
        held.Announce(new Uri(gateway.Url));

        Assert.Equal(0, await _cli.Run("flags", "BR"));
        Assert.Equal(0, await _cli.Run("list"));
        Assert.Contains("POST /v1/harvests", gateway.Requests);
    }

    [Fact]
    public async Task A_directory_held_by_a_one_shot_command_is_waited_for_and_said_once()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR");
        using var held = DataDirectory.Open(DataPath);

        var run = _cli.Run("flags", "BR");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        for (var polls = 0; polls < 10; polls++)
        {
            await Task.Yield();
            _cli.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(run.IsCompleted);
        held.Announce(new Uri(gateway.Url));
        while (!run.IsCompleted && !patience.IsCancellationRequested)
        {
            await Task.Yield();
            _cli.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, await run);
        Assert.Equal(1, _cli.Error.Split('\n').Count(line => line.StartsWith("Waiting", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Waiting_ends_with_130_on_Ctrl_C()
    {
        using var held = DataDirectory.Open(DataPath);

        var run = _cli.Run("flags", "BR");
        _cli.Interrupts.Raise(130);

        Assert.Equal(130, await run);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_ends_with_2_and_names_its_key()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_cli.Directory, "appsettings.json"), """{"Data":{"Directory":"appsettings.json/below"}}""", TestContext.Current.CancellationToken);

        Assert.Equal(2, await _cli.Run("flags", "BR"));
        Assert.Contains("Data:Directory", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_settings_file_ends_with_2_and_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Directory, "appsettings.json"), "{ no", TestContext.Current.CancellationToken);

        foreach (var line in new[] { "flags BR", "list", "serve" })
            Assert.Equal(2, await _cli.Run(line.Split(' ')));
        Assert.Contains("appsettings.json", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, "http://env:1", "http://env:1/")]
    [InlineData("https://option:2/base", "http://env:1", "https://option:2/base")]
    public void The_option_beats_the_environment(string? option, string? variable, string? expected) =>
        Assert.Equal(expected, GatewayAddress.Find(option, _ => variable)?.ToString());

    public void Dispose() => _cli.Dispose();
}
