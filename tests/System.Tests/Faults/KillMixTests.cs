using System.Globalization;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>
/// kill -9 of a node that has mixes of faults under way and hosts that asked to be left alone, again and again on one data directory.
/// <c>ACTORS_SEED</c> is the first mix's seed and chooses the moments (default: another each time, printed), <c>ACTORS_MIXES</c> how many
/// there are (default 9, each third with a hold), <c>ACTORS_KILLS</c> how often (default 2).
/// </summary>
public sealed class KillMixTests(ITestOutputHelper output)
{
    private const double LatestMs = 1500;

    private static readonly HistorySettings Bounds = new() { Cap = 0, NewsMs = 400, LateMs = 400, MostMemory = 512L << 20 };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_node_that_is_killed_forgets_neither_harvests_nor_holds()
    {
        var seed = Number("ACTORS_SEED") ?? Random.Shared.Next(1_000_000);
        var kills = Number("ACTORS_KILLS") ?? 2;
        (FaultMix Mix, Uri Origin)[] mixes = [.. Enumerable.Range(seed, Number("ACTORS_MIXES") ?? 9).Select(one => (FaultMix.ToBeKilled(one), Stage.FreeAddress()))];
        output.WriteLine($"ACTORS_SEED={seed} ACTORS_MIXES={mixes.Length} ACTORS_KILLS={kills}");
        await using var stage = new Stage();
        var address = Stage.FreeAddress();
        var node = await Serve(stage, address, mixes);
        var outages = new Outages();
        var runs = await Task.WhenAll(mixes.Select(one => MixRun.Start(one.Mix, one.Origin, address, Bounds, outages)));
        try
        {
            var before = await Task.WhenAll(runs.Select(run => run.Prepare()));
            using var accepted = new CountdownEvent(runs.Sum(run => run.Mix.Harvests.Length));
            var running = runs.Select(run => run.Run(started: () => accepted.Signal())).ToList();
            await Eventually.True(() => Task.FromResult(accepted.IsSet), Patience, () => "every harvest was accepted");
            await Task.WhenAll(runs.Select(run => run.Held()));

            var random = new Random(seed);
            for (var kill = 0; kill < kills; kill++)
            {
                await Kill(node, runs, outages, TimeSpan.FromMilliseconds(random.NextDouble() * LatestMs));
                node = await Serve(stage, address, mixes);
                outages.End();
            }

            outages.NoMore();
            List<string> violations = [];
            foreach (var (run, first, rest) in runs.Zip(before, running))
            {
                var history = await run.Told([.. first, .. await rest], node.Process.PeakMemory);
                violations.AddRange(MixRun.Check(history).Select(violation => $"{run.Mix}\n    {violation}"));
                output.WriteLine(Summary(history));
            }

            Assert.True(violations.Count == 0, $"With ACTORS_KILLS={kills}, {violations.Count} violations:\n{string.Join('\n', violations.Take(40))}");
        }
        finally
        {
            foreach (var run in runs)
                await run.DisposeAsync();
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task<RunningGateway> Serve(Stage stage, Uri address, IEnumerable<(FaultMix Mix, Uri Origin)> mixes) => stage.StartServe(
        address, [("Origin__Embedded", "false"), ("Harvests__MaxRunning", "1000"), .. mixes.SelectMany(one => MixRun.Labels(one.Mix, one.Origin))]);

    private static async Task Kill(RunningGateway node, IReadOnlyList<MixRun> runs, Outages outages, TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System, TestContext.Current.CancellationToken);
        outages.Begin();
        await Task.WhenAll(runs.Select(run => run.Recorder.MarkKill()));
        await node.Process.Kill();
        await Task.WhenAll(runs.Select(run => run.Recorder.MarkKill()));
    }

    // Whether the kills fell where it hurts: in the middle, and before the end of a hold.
    private static string Summary(History history) => $"{history.Settings.Seed}: {history.Exchanges.Count} exchanges; " + string.Join(", ", history.Kills.Select(kill =>
        $"{history.Exchanges.Count(exchange => exchange.Received < kill.Sent)} before a kill"
        + (history.Exchanges.Max(exchange => exchange.Received < kill.Sent ? exchange.HoldEnd : null) - kill.Gone is > 0 and var left ? $" in a hold ({left / 1000:F1} s left)" : "")));
}
