using System.Diagnostics;
using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>A thousand exchanges wait for an origin that takes its time: what each of them costs while nothing happens.</summary>
internal sealed class WaitingPart(Bench bench)
{
    public const string Name = "waiting";
    private const int Waiting = 1000;
    private const int Harvests = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    public static Temper At(int port) => new(port, "local", "delay=10000");

    /// <summary>Two for each round: a country has one exchange at a time, and there are 676 codes.</summary>
    public static int Labels(BenchOptions options) => (options.Rounds + 1) * Harvests;

    public async Task Run()
    {
        List<double> kibiBytes = [], before = [], during = [];
        // The first time all code is compiled, and the heap grows to what it needs.
        for (var round = 0; round <= bench.Options.Rounds; round++)
        {
            await Bench.Say($"waiting: round {round} of {bench.Options.Rounds}");
            await bench.Origin.Seen();
            await bench.Origin.Reset();
            await Task.Delay(Settle, TimeProvider.System);
            var (memory, threads) = (bench.Node.MebiBytes, bench.Node.Threads);
            List<string> harvests = [];
            for (var number = 0; number < Harvests; number++) harvests.Add(await bench.Node.Start(Order()));
            await UntilAllWait(harvests);
            await Task.Delay(Settle, TimeProvider.System);
            if (round > 0)
            {
                kibiBytes.Add((bench.Node.MebiBytes - memory) * 1024 / Waiting);
                before.Add(threads);
                during.Add(bench.Node.Threads);
            }

            foreach (var harvest in harvests) await bench.Node.Cancel(harvest);
        }

        Table.Begin($"{Waiting:N0} exchanges that wait for a slow origin", "what", ">figure", "goal");
        Table.Row("resident memory for each, KiB", Spread.Of(kibiBytes).Show("0.0"), "stated");
        Table.Row("threads of the node before", Spread.Of(before).Show("0"), "");
        Table.Row(
            "threads of the node while they wait", Spread.Of(during).Show("0"),
            $"flat: {Goal.AtMost(Spread.Of(before).Most + Environment.ProcessorCount, Spread.Of(during).Median)}");
    }

    private HarvestOrder Order() => new()
    {
        Origin = bench.Node.Unused(Name), Every = true, Limit = Waiting / Harvests, Concurrency = Waiting / Harvests,
    };

    private async Task UntilAllWait(List<string> harvests)
    {
        var since = Stopwatch.GetTimestamp();
        while ((await Task.WhenAll(harvests.Select(bench.Node.InFlight))).Sum() < Waiting)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new InvalidOperationException($"There never were {Waiting} exchanges in flight.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
