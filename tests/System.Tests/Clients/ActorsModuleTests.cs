using System.Globalization;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clients;

/// <summary>The JavaScript module that a gateway serves, in node.</summary>
public sealed class ActorsModuleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task It_resumes_by_itself_and_tells_each_outcome_once()
    {
        await using var stage = await ClientStage.Start();
        var node = await stage.PrepareNode();
        var module = await Fetch(stage);
        var harvest = await stage.StartPausedHarvest();

        var printed = await stage.Run(
            "module.mjs", node, ClientStage.Program("module.mjs"), stage.SocketAddress, harvest,
            ClientStage.DropAfter.ToString(CultureInfo.InvariantCulture), module);

        var transcript = Transcript.Read("actors-js", printed);
        await stage.AssertWhole(transcript, harvest);
        await stage.AssertRows(transcript);
        Assert.Equal((2, 0), (transcript.Connections, transcript.Wrong));
        Assert.Equal(transcript.Rows.Count, Assert.Single(transcript.All("rows")).GetInt32());
        Assert.Single(transcript.All("resumed"));
        Assert.Single(transcript.All("steered"));
        Assert.True(Assert.Single(transcript.All("origins")).GetInt32() >= 4);
        Assert.Equal(transcript.Errors, transcript.All("failed").Select(code => code.GetString()!));
        // What its user was told is what came, each once.
        long[] told = [.. transcript.All("told").Where(IsNumbered).Select(SeqOf)];
        Assert.Equal(Enumerable.Range(0, told.Length).Select(index => told[0] + index), told);
        Assert.Equal(transcript.Harvest.Seq, told[^1]);
        Assert.Equal(Assert.Single(transcript.All("snapshot")).GetInt64() + 1, told[0]);
        output.WriteLine($"{transcript.Valid} valid frames from the server, {transcript.Harvest.Outcomes} outcomes as events");
    }

    [Fact]
    public async Task It_keeps_the_rules_of_closes_gaps_resets_and_duplicates()
    {
        await using var stage = await ClientStage.Start();
        var node = OptionalTool.Require("Node.js 20 or newer runs clients", "node");
        var module = await Fetch(stage);

        var printed = await stage.Run("rules.mjs", node, ClientStage.Program("rules.mjs"), module);

        Assert.Equal("17 rules kept", printed[^1]);
    }

    // As it is served, so that the file in the repository and the page's cannot differ.
    private static async Task<string> Fetch(ClientStage stage)
    {
        using var http = new HttpClient();
        var folder = Directory.CreateDirectory(Path.Combine(stage.Stage.Directory, "module")).FullName;
        foreach (var file in (string[])["actors.js", "connection.js", "subscription.js"])
        {
            var text = await http.GetStringAsync(new Uri(stage.Gateway, $"/{file}"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken);
        }

        // Node takes .js for CommonJS where nothing says otherwise.
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"type":"module"}""", TestContext.Current.CancellationToken);
        return Path.Combine(folder, "actors.js");
    }

    private static bool IsNumbered(JsonElement frame) => frame.GetProperty("kind").GetString() != "progress";

    private static long SeqOf(JsonElement frame) => frame.GetProperty("seq").GetInt64();
}
