using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>The installed Chromium, driven by the scripts in <c>browser/</c>.</summary>
internal sealed class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Page", "browser");

    private readonly string _node;
    private readonly string _chromium;

    private Browser(string node, string chromium)
    {
        _node = node;
        _chromium = chromium;
    }

    /// <summary>Where pictures go.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(ArtifactsFolder()).FullName;

    /// <summary>Fetches the driver where it is missing; the test is skipped where the browser is.</summary>
    public static async Task<Browser> Prepare(Stage stage)
    {
        var chromium = OptionalTool.Require("apt-get install chromium", "chromium", "chromium-browser", "google-chrome");
        var node = OptionalTool.Require("Node.js 20 or newer drives the browser", "node");
        await InstallDriver(stage, OptionalTool.Require("it fetches the browser's driver", "npm"));
        return new Browser(node, chromium);
    }

    /// <summary>
    /// Runs a script on a gateway's page and returns what it saw. Neither the script nor the page's console may complain, nor
    /// axe-core where the script asks it.
    /// </summary>
    /// <param name="stage">Where the script's process belongs.</param>
    /// <param name="script">A file in <c>browser/</c>.</param>
    /// <param name="gateway">Whose page it is.</param>
    /// <param name="meanwhile">What is done while the script runs.</param>
    public async Task<JsonElement> Run(Stage stage, string script, Uri gateway, Func<RunningProcess, Task>? meanwhile = null)
    {
        var process = stage.Start(script, [_node, Path.Combine(Folder, script), gateway.ToString(), _chromium, Artifacts]);
        if (meanwhile is not null)
            await meanwhile(process);
        var status = await process.WaitForExit(Patience);
        Assert.True(status == 0, process.Describe());
        var seen = JsonElement.Parse(process.Out.Lines[^1]);
        Assert.Empty(Texts(seen, "complaints"));
        if (seen.TryGetProperty("findings", out _))
            Assert.Empty(Texts(seen, "findings"));
        return seen;
    }

    /// <summary>The texts of a list that a script has seen.</summary>
    public static IEnumerable<string> Texts(JsonElement seen, string name) =>
        seen.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    /// <summary>A picture in each look of each view.</summary>
    public static void TookLooks(params ReadOnlySpan<string> views)
    {
        foreach (var view in views)
            TookPictures($"{view}-light.png", $"{view}-dark.png", $"{view}-small.png", $"{view}-small-dark.png");
    }

    public static void TookPictures(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Assert.True(new FileInfo(Path.Combine(Artifacts, name)).Length > 10_000, $"{name} is empty or missing.");
    }

    // Once per build folder; npm writes this file last, so that a broken installation is repeated.
    private static async Task InstallDriver(Stage stage, string npm)
    {
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var install = stage.Start("npm ci", [npm, "ci", "--prefix", Folder]);
        if (await install.WaitForExit(Patience) != 0)
            OptionalTool.Missing($"The browser's driver could not be fetched.\n{install.Describe()}");
    }

    private static string ArtifactsFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
                return Path.Combine(folder.FullName, "artifacts");
        }

        return Path.Combine(AppContext.BaseDirectory, "artifacts");
    }
}
