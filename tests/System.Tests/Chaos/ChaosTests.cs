using System.Collections.Immutable;
using System.Globalization;
using Actors.Client.Harvests;
using Actors.System.Tests.Faults;

namespace Actors.System.Tests.Chaos;

/// <summary>
/// Harvests on a real cluster, one fault in each at a random moment, every history held against every promise. <c>ACTORS_SEED</c> is the
/// first run's seed, <c>ACTORS_CHAOS</c> how many runs there are (default 5: two minutes). With it set, two silos may die at once too.
/// <c>ACTORS_FAULT</c> narrows the faults down to those whose name contains it, <c>ACTORS_LOGS</c> names a folder for what all processes wrote.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    /// <summary>Draws five different faults in a row.</summary>
    private const int UsualSeed = 358;

    /// <summary>Struck after this many events of a harvest of 249 at the latest: there is still something to lose.</summary>
    private const int LatestEvent = 220;

    private static readonly HistorySettings Bounds = new() { Cap = ChaosCluster.Cap, NewsMs = 400, LateMs = 400 };

    [Fact]
    public async Task Whatever_fails_every_promise_is_kept()
    {
        var seed = Number("ACTORS_SEED") ?? UsualSeed;
        var faults = (Number("ACTORS_CHAOS") is null ? ClusterFaults.Single : ClusterFaults.All)
            .Where(fault => fault.Name.Contains(Environment.GetEnvironmentVariable("ACTORS_FAULT") ?? "", StringComparison.Ordinal)).ToImmutableArray();
        var runs = Number("ACTORS_CHAOS") ?? 5;
        output.WriteLine($"ACTORS_SEED={seed} ACTORS_CHAOS={runs}");
        List<string> violations = [];
        await using (var cluster = await ChaosCluster.Start(seed))
        {
            for (var run = 0; run < runs; run++)
                violations.AddRange(await Run(cluster, seed + run, faults));
        }

        Assert.True(violations.Count == 0, $"{violations.Count} violations:\n{string.Join('\n', violations.Take(40))}");
    }

    private async Task<IEnumerable<string>> Run(
        ChaosCluster cluster, int seed, ImmutableArray<(string Name, Func<ChaosCluster, Random, Task> Strike)> faults)
    {
        var random = new Random(Mixed(seed));
        var (name, strike) = random.GetItems(faults.AsSpan(), 1)[0];
        var outages = cluster.Outages = new Outages();
        using var recorder = new HistoryRecorder(cluster.Asked, cluster.OriginAddress, outages, cluster.Watched);
        await recorder.Reset();
        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var at = random.Next(LatestEvent);
        var order = new HarvestOrder { Origin = ChaosCluster.Label, All = true, Concurrency = ChaosCluster.Cap, Refresh = "always" };
        var start = TimeProvider.System.GetTimestamp();
        var running = recorder.Run($"{seed}", order, started: () => Reached(0), heard: Reached);
        await (await Task.WhenAny(moment.Task, running)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted, "The harvest is over before anything was struck.");
        var struck = TimeProvider.System.GetElapsedTime(start);

        await strike(cluster, random);

        outages.NoMore();
        var harvest = await running;
        var (exchanges, _) = await recorder.Exchanges();
        var history = new History
        {
            Settings = Bounds with { Seed = seed }, Exchanges = exchanges, Harvests = [harvest], Throttles = [await recorder.Throttle(ChaosCluster.Label)],
        };
        var violations = MixRun.Check(history).ToList();
        if (harvest.End.Ok != harvest.End.Total)
            violations.Add($"only {harvest.End.Ok} of {harvest.End.Total} are ok");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seed}: {name} at event {at}, after {struck.TotalSeconds:F1} s; done in {harvest.End.ElapsedMs / 1000.0:F1} s, {exchanges.Count} exchanges, {violations.Count} violations"));
        return violations.Select(violation => $"ACTORS_SEED={seed} ({name}): {violation}");

        void Reached(int events)
        {
            if (events >= at)
                moment.TrySetResult();
        }
    }

    /// <summary>Neighbouring seeds of <see cref="Random"/> draw much alike; so they are made strangers (the end of MurmurHash3).</summary>
    private static int Mixed(int seed)
    {
        var mixed = (uint)seed;
        mixed = unchecked((mixed ^ (mixed >> 16)) * 0x85EB_CA6B);
        mixed = unchecked((mixed ^ (mixed >> 13)) * 0xC2B2_AE35);
        return unchecked((int)(mixed ^ (mixed >> 16)));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
