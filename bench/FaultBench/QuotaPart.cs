using System.Collections.Immutable;
using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>
/// An origin that answers 100 exchanges in any second and refuses the rest, without ever saying so. Each round meets one that nobody
/// has met before, once and then once more.
/// </summary>
internal sealed class QuotaPart(Bench bench, ImmutableArray<int> ports)
{
    public const string Name = "quota";
    private const int AtOnce = 50;

    public static Temper At(int port) => new(port, "quotasilent", "quota=100&retryAfter=1");

    /// <summary>Two first fetches from each.</summary>
    public static string Label(int round) => $"quota-{round}-";

    public async Task Run()
    {
        Dictionary<string, List<Figure>> rows = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"quota: round {round + 1} of {bench.Options.Rounds}");
            using var origin = await OriginProcess.Start(bench.Folder, ports[round], bench.Stopping);
            var all = At(ports[round]).All;
            var label = Label(round);
            await Keep(origin, "harvest, first contact", () => Harvest(label));
            await Keep(origin, "harvest, once learned", () => Harvest(label));
            if (bench.Peers.Installed.Contains("curl")) await Keep(origin, "curl", () => bench.Peers.Fetch("curl", all, AtOnce));
        }

        Table.Begin(
            "Hidden quota of 100/s: 498 exchanges, 50 at once; ideal 5 s and nothing rejected", "who", ">s", "goal", ">rejected", "goal", ">bodies", ">hastiest retry, ms early");
        foreach (var (who, row) in rows)
        {
            var seconds = Spread.Of(row.Select(one => one.Seconds));
            var rejected = Spread.Of(row.Select(one => (double)one.Seen.With(429)));
            var (time, most) = who switch
            {
                "harvest, first contact" => (Goal.AtMost(7, seconds.Median, " s"), Goal.AtMost(50, rejected.Median)),
                "harvest, once learned" => (Goal.AtMost(5.5, seconds.Median, " s"), Goal.AtMost(10, rejected.Median)),
                _ => ("", ""),
            };
            Table.Row(
                who, seconds.Show("0.00"), time, rejected.Show("0"), most, $"{row.Min(one => one.Bodies)}", row.Max(one => one.Seen.Earliest)?.ToString("0.0") ?? "");
        }

        async Task<(double, int)> Harvest(string label) =>
            ((await bench.Node.Harvest(new HarvestOrder { Origin = bench.Node.Unused(label), All = true, Concurrency = AtOnce })).Seconds, Bench.Exchanges);

        async Task Keep(OriginProcess origin, string who, Func<Task<(double Seconds, int Bodies)>> measure)
        {
            // A second without requests, so that nobody pays for the one before.
            await Task.Delay(TimeSpan.FromSeconds(1.1), TimeProvider.System);
            await origin.Reset();
            var (seconds, bodies) = await measure();
            if (!rows.TryGetValue(who, out var row)) rows[who] = row = [];
            row.Add(new Figure(seconds, bodies, await origin.Seen()));
        }
    }

    private sealed record Figure(double Seconds, int Bodies, Seen Seen);
}
