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

    // So many mixes on a few cores: an answer may lie for a while before anybody reads it.
    private const double NewsMs = 600;
    private const int MaxBytes = 256 * 1024;

    // Bodies are small here: what is above the base would be bodies that pile up.
    private const long MostMemory = 1200L << 20;

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
            [("Origin__Embedded", "false"), ("Harvests__MaxRunning", "1000"), .. runs.SelectMany(run => Labels(run.Mix, run.Origin))]);

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

    // A run and its repetition need countries that nobody has fetched.
    private static IEnumerable<(string Key, string Value)> Labels(FaultMix mix, Uri origin) =>
        from pass in new[] { 1, 2 }
        from harvest in mix.Harvests
        from setting in Settings(mix, harvest, $"{origin}{harvest.Mode}/flags/{{cc}}")
        select ($"Origins__{Label(mix, harvest, pass)}__{setting.Key}", setting.Value);

    private static IEnumerable<(string Key, string Value)> Settings(FaultMix mix, MixHarvest harvest, string folder)
    {
        yield return ("FlagUrl", $"{folder}/{{cc}}.svg?{harvest.Fault}");
        yield return ("MetadataUrl", $"{folder}/metadata.json?{harvest.Fault}");
        yield return ("MaxConcurrency", $"{mix.Cap}");
        yield return ("MaxBytes", $"{MaxBytes}");
        yield return ("AllowPrivateAddresses", "true");
        if (mix.PerSecond is { } rate)
            yield return ("RequestsPerSecond", $"{rate}");
    }

    private static string Label(FaultMix mix, MixHarvest harvest, int pass) => $"m{mix.Seed}-{harvest.Name}-{pass}";

    private static async Task<IReadOnlyList<string>> Run(FaultMix mix, Uri address, RunningGateway node)
    {
        try
        {
            await using var origin = await FaultyOrigin.Start(address, mix.Seed);
            using var recorder = new HistoryRecorder(node.Address, address);
            var history = await Record(mix, recorder, node, pass: 1);
            var violations = Check(history, mix, "1");
            if (violations.Count > 0 || !mix.IsRepeatable)
                return violations;

            await recorder.Reset();
            return Check(await Record(mix, recorder, node, pass: 2) with { Earlier = history.Harvests }, mix, "2");
        }
        catch (Exception e) when (e is not OperationCanceledException || !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // The other mixes go on; this one is told with its seed.
            return [$"{e.GetType().Name}: {e.Message}"];
        }
    }

    private static IReadOnlyList<string> Check(History history, FaultMix mix, string pass)
    {
        var violations = HistoryChecker.Check(history);
        if (violations.Count > 0 || Environment.GetEnvironmentVariable("ACTORS_KEEP") is not null)
            HistoryFile.Write(Artifacts.Path(Path.Combine("faults", $"{mix.Seed}-{pass}.json")), history);
        return violations;
    }

    private static async Task<History> Record(FaultMix mix, HistoryRecorder recorder, RunningGateway node, int pass)
    {
        var harvests = await Task.WhenAll(mix.Harvests.Select(async harvest =>
        {
            var order = harvest.Order(Label(mix, harvest, pass));
            if (!harvest.Refreshes)
                return [await recorder.Run(harvest.Name, order, harvest.CancelAfter)];
            var good = await recorder.Run($"{harvest.Name} before", order);
            return new[] { good, await recorder.Run(harvest.Name, order with { Refresh = "always" }) };
        }));
        var throttles = await Task.WhenAll(mix.Harvests.Select(harvest => recorder.Throttle(Label(mix, harvest, pass))));
        return new History
        {
            Settings = new HistorySettings { Seed = mix.Seed, Cap = mix.Cap, PerSecond = mix.PerSecond, NewsMs = NewsMs, MostMemory = MostMemory },
            Exchanges = await recorder.Exchanges(),
            Harvests = [.. harvests.SelectMany(harvest => harvest)],
            Throttles = throttles,
            PeakMemory = node.Process.PeakMemory,
        };
    }
}
