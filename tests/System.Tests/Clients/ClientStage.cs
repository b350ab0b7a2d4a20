using System.Net.Http.Json;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clients;

/// <summary>A node with slow origins, and clients in other languages that are run against it.</summary>
internal sealed class ClientStage : IAsyncDisposable
{
    /// <summary>Numbered events after which a client drops its connection: in the middle.</summary>
    public const int DropAfter = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Clients", "programs");
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private ClientStage(Stage stage, Uri gateway)
    {
        Stage = stage;
        Gateway = gateway;
    }

    public Stage Stage { get; }

    public Uri Gateway { get; }

    public string SocketAddress => new UriBuilder(Gateway) { Scheme = "ws", Path = "/v1/socket" }.Uri.ToString();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ClientStage> Start()
    {
        var stage = new Stage();
        try
        {
            var gateway = await stage.StartServe(
                Stage.FreeAddress(),
                ("Origin__Delay", "00:00:00.05"),
                ("Origins__delay__MaxConcurrency", "20"),
                ("Origins__other__FlagUrl", $"{stage.Origin.Address}delay/flags/{{cc}}/{{cc}}.svg"),
                ("Origins__other__MetadataUrl", $"{stage.Origin.Address}delay/flags/{{cc}}/metadata.json"),
                ("Origins__other__MaxConcurrency", "20"),
                ("Origins__other__AllowPrivateAddresses", "true"));
            return new ClientStage(stage, gateway.Address);
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public static string Program(string name) => Path.Combine(Folder, name);

    /// <summary>Fetches the package <c>ws</c> where it is missing; the test is skipped where node or npm is.</summary>
    public async Task<string> PrepareNode()
    {
        var node = OptionalTool.Require("Node.js 20 or newer runs clients", "node");
        var npm = OptionalTool.Require("it fetches the package ws", "npm");
        // npm writes this file last, so that a broken installation is repeated.
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Program("package-lock.json")))
            return node;
        var install = Stage.Start("npm ci", [npm, "ci", "--prefix", Folder]);
        if (await install.WaitForExit(Patience) != 0)
            OptionalTool.Missing($"The package ws could not be fetched.\n{install.Describe()}");
        return node;
    }

    /// <summary>Debian's python, for which the packages are; another one in the PATH may not see them.</summary>
    public async Task<string> PreparePython(string module, string package)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
            OptionalTool.Missing($"{Python} is not installed: apt-get install {package}.");
        var probe = Stage.Start($"import {module}", [Python, "-c", $"import {module}"]);
        if (await probe.WaitForExit(Patience) != 0)
            OptionalTool.Missing($"The module {module} is not installed: apt-get install {package}.");
        return Python;
    }

    /// <summary>A harvest of all countries that waits for <see cref="Resume"/>, so that no client can come too late.</summary>
    /// <param name="origin"><c>delay</c> or <c>other</c>: of one origin, the exchanges of one harvest would also settle another.</param>
    public async Task<string> StartPausedHarvest(string origin = "delay")
    {
        using var answer = await Http.PostAsJsonAsync(
            new Uri(Gateway, "/v1/harvests"), new { origin, all = true, concurrency = 20, refresh = "always" }, Cancel);
        answer.EnsureSuccessStatusCode();
        var harvest = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        var id = harvest.GetProperty("id").GetString()!;
        await Steer(id, "pause");
        return id;
    }

    public Task Resume(string harvest) => Steer(harvest, "resume");

    public Task<JsonElement> Get(string path) => Http.GetFromJsonAsync<JsonElement>(new Uri(Gateway, path), Cancel);

    /// <summary>Runs a program to its good end and returns what it printed.</summary>
    public async Task<IReadOnlyList<string>> Run(string name, params string[] command)
    {
        var process = Stage.Start(name, command);
        var status = await process.WaitForExit(Patience);
        Assert.True(status == 0, process.Describe());
        return process.Out.Lines;
    }

    /// <summary>Everything that was promised about the harvest of a transcript came true.</summary>
    public async Task AssertWhole(Transcript transcript, string harvest)
    {
        transcript.Harvest.AssertIs(await Get($"/v1/harvests/{harvest}"));
        Assert.InRange(transcript.Harvest.Outcomes, DropAfter, 249);
    }

    /// <summary>The rows are those that HTTP has.</summary>
    public async Task AssertRows(Transcript transcript)
    {
        var page = await Get("/v1/chars?q=chess+black&limit=200");
        Assert.Equal(
            page.GetProperty("items").EnumerateArray().Select(row => row.GetRawText()), transcript.Rows.Select(row => row.GetRawText()));
        Assert.Equal(page.GetProperty("total").GetInt32(), transcript.Rows.Count);
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();

    private async Task Steer(string harvest, string verb)
    {
        using var answer = await Http.PostAsync(new Uri(Gateway, $"/v1/harvests/{harvest}/{verb}"), content: null, Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
