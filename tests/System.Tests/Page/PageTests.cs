using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>The gateway's page in a real browser. Leaves <c>page-during.png</c> and <c>page-after.png</c> in <c>artifacts/</c>.</summary>
public sealed class PageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_harvest_started_on_the_page_fills_249_tiles_with_flags_and_the_console_stays_clean()
    {
        var chromium = OptionalTool.Require("apt-get install chromium", "chromium", "chromium-browser", "google-chrome");
        var node = OptionalTool.Require("Node.js 20 or newer drives the browser", "node");
        var npm = OptionalTool.Require("it fetches the browser's driver", "npm");
        await using var stage = new Stage();
        var browser = Path.Combine(AppContext.BaseDirectory, "Page", "browser");
        await InstallDriver(stage, npm, browser);
        var gateway = await stage.StartServe(
            Stage.FreeAddress(), ("Origin__Delay", "00:00:00.05"), ("Origins__delay__MaxConcurrency", "10"));
        var artifacts = Directory.CreateDirectory(Artifacts()).FullName;

        var script = stage.Start("harvest.mjs", [node, Path.Combine(browser, "harvest.mjs"), gateway.Address.ToString(), chromium, artifacts]);
        var status = await script.WaitForExit(Patience);

        Assert.True(status == 0, script.Describe());
        var seen = JsonElement.Parse(script.Out.Lines[^1]);
        Assert.Empty(seen.GetProperty("complaints").EnumerateArray().Select(complaint => complaint.GetString()));
        Assert.Equal("", seen.GetProperty("problem").GetString());
        Assert.InRange(seen.GetProperty("during").GetInt32(), 60, 248);
        Assert.Equal(249, seen.GetProperty("tiles").GetInt32());
        Assert.Equal(249, seen.GetProperty("flags").GetInt32());
        Assert.StartsWith("249 of 249: 249 ok, 0 not found, 0 failed", seen.GetProperty("counts").GetString(), StringComparison.Ordinal);
        Assert.All(["page-during.png", "page-after.png"], picture => Assert.True(new FileInfo(Path.Combine(artifacts, picture)).Length > 10_000));
    }

    // Once per build folder; npm writes this file last, so that a broken installation is repeated.
    private static async Task InstallDriver(Stage stage, string npm, string browser)
    {
        var done = new FileInfo(Path.Combine(browser, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(browser, "package-lock.json")))
            return;
        var install = stage.Start("npm ci", [npm, "ci", "--prefix", browser]);
        if (await install.WaitForExit(Patience) != 0)
            OptionalTool.Missing($"The browser's driver could not be fetched.\n{install.Describe()}");
    }

    private static string Artifacts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
                return Path.Combine(folder.FullName, "artifacts");
        }

        return Path.Combine(AppContext.BaseDirectory, "artifacts");
    }
}
