using System.Diagnostics;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.AsyncApi;

/// <summary>The AsyncAPI project's own parser and a JSON Schema validator that is not ours, run by node from <c>validate/</c>; neither asks the network.</summary>
internal sealed class Validator
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "AsyncApi", "validate");

    private readonly string _node;

    private Validator(string node) => _node = node;

    /// <summary>Fetches both where they are missing; the test is skipped where node or npm is, but fails where CI=true.</summary>
    public static async Task<Validator> Prepare(Stage stage)
    {
        var node = OptionalTool.Require("Node.js 20 or newer runs the AsyncAPI parser", "node");
        await Install(stage, OptionalTool.Require("it fetches the AsyncAPI parser", "npm"));
        return new Validator(node);
    }

    /// <summary>What it says about a document: <c>diagnostics</c>, the number of <c>examples</c> and their <c>faults</c>.</summary>
    public async Task<JsonElement> Run(string document)
    {
        using var process = Process.Start(new ProcessStartInfo(_node, [Path.Combine(Folder, "validate.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.StandardInput.WriteAsync(document.AsMemory(), deadline.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, await complained);
        return JsonElement.Parse(await said);
    }

    // Once per build folder; npm writes this file last, so that a broken installation is repeated.
    private static async Task Install(Stage stage, string npm)
    {
        var done = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        var install = stage.Start("npm ci", [npm, "ci", "--prefix", Folder]);
        if (await install.WaitForExit(Patience) != 0)
            OptionalTool.Missing($"The AsyncAPI parser could not be fetched.\n{install.Describe()}");
    }
}
