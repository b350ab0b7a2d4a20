using System.Text.RegularExpressions;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.CommandLine;

/// <summary><c>actors serve</c>, and commands that attach to it.</summary>
public sealed partial class ServeTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Downloads => Path.Combine(_stage.Directory, "downloads");

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Commands_in_its_directory_attach_to_the_node_that_serves_there()
    {
        var serve = await _stage.StartServe(Stage.FreeAddress());
        using var client = new ActorsClient(serve.Address);

        var letter = await _stage.Run(["flags", "Q"]);
        var every = await _stage.Run(["flags", "-e", "-l", "30"]);
        var unknown = await _stage.Run(["flags", "BR", "-s", "mars"]);
        var harvests = await client.ListHarvestsAsync(null, null, Cancel);
        var list = await _stage.Run(["list"]);

        Assert.True(letter.Status == 0, letter.Everything);
        Assert.Contains("Searching for 26 flags: from QA to QZ", letter.Out);
        Assert.Contains("1 flag downloaded.", letter.Out);
        Assert.Contains("25 not found.", letter.Out);
        Assert.True(every.Status == 0, every.Everything);
        Assert.Contains("Searching for 30 flags: from AA to BD", every.Out);
        Assert.True(unknown.Status == 2, unknown.Everything);
        Assert.Equal([30, 26], harvests.Items.Select(harvest => harvest.Total));
        Assert.All(harvests.Items, harvest => Assert.Contains(list.Out, line => line.Contains(harvest.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_second_serve_on_the_directory_ends_with_3_and_names_the_url_of_the_first()
    {
        var first = await _stage.StartServe(Stage.FreeAddress());

        var second = await _stage.Run(["serve"], ("Urls", Stage.FreeAddress().ToString()));

        Assert.True(second.Status == 3, second.Everything);
        Assert.Contains(first.Address.ToString().TrimEnd('/'), string.Join('\n', second.Error), StringComparison.Ordinal);
        Assert.False(first.Process.HasExited);
    }

    [Fact]
    public async Task Told_to_stop_in_the_middle_of_a_harvest_it_ends_with_0_and_goes_on_with_it_later()
    {
        var address = Stage.FreeAddress();
        (string, string)[] settings = [("Origin__Delay", "00:00:00.05"), ("Origins__delay__MaxConcurrency", "10")];
        var serve = await _stage.StartServe(address, settings);
        using var client = new ActorsClient(address);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "delay", All = true, Concurrency = 10 }, null, Cancel);

        await serve.Process.Terminate();
        var status = await serve.Process.WaitForExit(TimeSpan.FromSeconds(15));
        await _stage.StartServe(address, settings);
        var end = await client.WaitForHarvestAsync(harvest.Id, Patience, Cancel);

        Assert.Equal(0, status);
        Assert.Equal((HarvestStates.Completed, 249), (end.State, end.Ok));
        Assert.Equal(harvest.Epoch, end.Epoch);
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_cancels_the_harvest_and_says_what_was_saved()
    {
        var serve = await _stage.StartServe(Stage.FreeAddress(), ("Origin__Delay", "00:00:00.2"));
        using var client = new ActorsClient(serve.Address);
        var flags = _stage.Cli(["flags", "-a", "-s", "delay", "-v"]);
        await flags.Out.WaitFor(line => line.EndsWith(" OK", StringComparison.Ordinal), Patience);

        await flags.Interrupt();
        var status = await flags.WaitForExit(Patience);

        Assert.True(status == 130, flags.Describe());
        var said = Saved().Match(flags.Error.Lines[^1]);
        Assert.True(said.Success, flags.Describe());
        var files = Directory.GetFiles(Downloads);
        Assert.Equal(said.Groups["count"].Value, $"{files.Length}");
        Assert.All(files, file => Assert.EndsWith(".svg", file, StringComparison.Ordinal));
        var harvest = Assert.Single((await client.ListHarvestsAsync(null, null, Cancel)).Items);
        Assert.Equal(HarvestStates.Cancelled, harvest.State);
        Assert.Equal((249, 0), (harvest.Ok + harvest.Cancelled, harvest.Pending));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_command_that_has_a_node_of_its_own_too()
    {
        var flags = _stage.Cli(["flags", "-a", "-s", "delay", "-v"], ("Origin__Delay", "00:00:00.2"));
        await flags.Out.WaitFor(line => line.EndsWith(" OK", StringComparison.Ordinal), Patience);

        await flags.Interrupt();

        Assert.True(await flags.WaitForExit(Patience) == 130, flags.Describe());
        Assert.Matches(Saved(), flags.Error.Lines[^1]);
        Assert.Empty(Directory.GetFiles(Downloads, "*.part"));
    }

    [Fact]
    public async Task A_harvest_can_be_watched_and_cancelled_from_other_terminals()
    {
        var serve = await _stage.StartServe(Stage.FreeAddress(), ("Origin__Delay", "00:00:00.2"));
        using var client = new ActorsClient(serve.Address);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "delay", All = true }, null, Cancel);
        var watch = _stage.Cli(["watch", harvest.Id, "-v"]);
        await watch.Out.WaitFor(line => line.EndsWith(" OK", StringComparison.Ordinal), Patience);

        var cancel = await _stage.Run(["cancel", harvest.Id]);

        Assert.True(cancel.Status == 0, cancel.Everything);
        // What is missing at the end is no success for whoever waited for it.
        Assert.True(await watch.WaitForExit(Patience) == 1, watch.Describe());
        var end = await client.GetHarvestAsync(harvest.Id, Cancel);
        Assert.Equal(HarvestStates.Cancelled, end.State);
        Assert.Contains($"{end.Cancelled} cancelled.", watch.Out.Lines);
        Assert.Contains($"{end.Cancelled} cancelled.", cancel.Out);
    }

    [GeneratedRegex("^Interrupted: the harvest is cancelled; (?<count>[0-9]+) flags? saved in ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Saved();
}
