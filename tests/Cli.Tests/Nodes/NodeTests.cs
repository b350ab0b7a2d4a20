using System.Text.Json;
using Actors.Cli.Nodes;
using Actors.Client;
using Actors.Silo.Store;

namespace Actors.Cli.Tests.Nodes;

public sealed class NodeTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task Flags_without_any_node_start_one_of_their_own_and_its_store_outlives_it()
    {
        Assert.Equal(0, await _cli.Run("flags", "BR", "CN", "--json"));
        using var again = new CommandRun(_cli.Directory);

        Assert.Equal(0, await again.Run("flags", "BR", "CN", "ZZ", "--json"));

        Assert.Equal(["origin", "origin"], Vias(_cli));
        Assert.Equal(["store", "store"], Vias(again)[..2]);
        Assert.Equal(["br.svg", "cn.svg"], _cli.Files);
        Assert.False(DataDirectory.IsHeld(Path.Combine(_cli.Directory, ".actors")));
    }

    [Fact]
    public async Task An_unknown_label_is_refused_by_the_nodes_own_knowledge()
    {
        Assert.Equal(2, await _cli.Run("flags", "BR", "-s", "mars"));

        Assert.Contains("local", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_answers_at_its_url_until_it_is_disposed_of()
    {
        Uri url;
        await using (var node = await Node.StartAsync(
            NodeConfiguration.OneShot(_cli.Directory), DataDirectory.Open(Path.Combine(_cli.Directory, "data")), TestContext.Current.CancellationToken))
        {
            url = node.Url;
            using var client = new ActorsClient(url);
            Assert.Contains((await client.ListOriginsAsync(TestContext.Current.CancellationToken)).Items, origin => origin.Label == "local");
        }

        using var late = new ActorsClient(url);
        Assert.False(await late.IsAliveAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bad_setting_ends_with_2_names_its_key_and_lets_the_directory_go()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_cli.Directory, "appsettings.json"), """{"Origin":{"Delay":"soon"}}""", TestContext.Current.CancellationToken);

        Assert.Equal(2, await _cli.Run("flags", "BR"));

        Assert.Contains("Origin:Delay", _cli.Error, StringComparison.Ordinal);
        Assert.False(DataDirectory.IsHeld(Path.Combine(_cli.Directory, ".actors")));
    }

    public void Dispose() => _cli.Dispose();

    private static string[] Vias(CommandRun run)
    {
        using var harvest = JsonDocument.Parse(run.Out);
        return [.. harvest.RootElement.GetProperty("countries").EnumerateArray().Select(country => country.GetProperty("via").GetString() ?? "")];
    }
}
