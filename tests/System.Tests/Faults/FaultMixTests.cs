using System.Globalization;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>
/// Harvests at origins that do everything wrong, each mix of faults drawn from a seed, held against every promise.
/// <c>ACTORS_SEED</c> is the first seed (default: another each time, printed), <c>ACTORS_MIXES</c> how many follow (default 100).
/// With <c>ACTORS_KEEP</c> good histories are kept too.
/// </summary>
public sealed class FaultMixTests(ITestOutputHelper output)
{
    private const int AtOnce = 30;

    // So many mixes on a few cores: an answer may lie for a while before anybody reads it. And bodies are small here: what is above
    // the base would be bodies that pile up.
    private static readonly HistorySettings Bounds = new() { Cap = 0, NewsMs = 600, LateMs = 400, MostMemory = 512L << 20 };

    [Fact]
    public async Task No_mix_of_faults_breaks_a_promise()
    {
        var first = Number("ACTORS_SEED") ?? Random.Shared.Next(1_000_000);
        FaultMix[] mixes = [.. Enumerable.Range(first, Number("ACTORS_MIXES") ?? 100).Select(FaultMix.Of)];
        output.WriteLine($"ACTORS_SEED={first} ACTORS_MIXES={mixes.Length}");
        (FaultMix Mix, Uri Origin)[] runs = [.. mixes.Select(mix => (mix, Stage.FreeAddress()))];
        await using var stage = new Stage();
        var node = await stage.StartServe(
            Stage.FreeAddress(),
            [("Origin__Embedded", "false"), ("Harvests__MaxRunning", "1000"), .. runs.SelectMany(run => MixRun.Labels(run.Mix, run.Origin))]);

        List<string> violations = [];
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (run, _) =>
            {
                var found = await Run(run.Mix, run.Origin, node);
                lock (violations)
                    violations.AddRange(found.Select(violation => $"{run.Mix}\n    {violation}"));
            });

        Assert.True(violations.Count == 0, $"{violations.Count} violations; the histories are in {Artifacts.Path("faults")}.\n{string.Join('\n', violations.Take(40))}");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IReadOnlyList<string>> Run(FaultMix mix, Uri address, RunningGateway node)
    {
        try
        {
            await using var run = await MixRun.Start(mix, address, node.Address, Bounds);
            var history = await Record(run, node, pass: 1);
            var violations = MixRun.Check(history, pass: 1);
            if (violations.Count > 0 || !mix.IsRepeatable)
                return violations;

            await run.Recorder.Reset();
            return MixRun.Check(await Record(run, node, pass: 2) with { Earlier = history.Harvests }, pass: 2);
        }
        catch (Exception e) when (e is not OperationCanceledException || !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // The other mixes go on; this one is told with its seed.
            return [$"{e.GetType().Name}: {e.Message}"];
        }
    }

    private static async Task<History> Record(MixRun run, RunningGateway node, int pass)
    {
        var before = await run.Prepare(pass);
        return await run.Told([.. before, .. await run.Run(pass)], node.Process.PeakMemory, pass);
    }
}
