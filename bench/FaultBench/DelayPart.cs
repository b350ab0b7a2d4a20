using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>All countries from an origin that takes 0.1 s for each exchange: does politeness cost time?</summary>
internal sealed class DelayPart(Bench bench, Temper temper)
{
    public const string Name = "delay";
    private const double Delay = 0.1;

    public static Temper At(int port) => new(port, "delay", $"delay={Delay * 1000:0}");

    /// <summary>First fetches in the whole part.</summary>
    public static int Labels(BenchOptions options) => options.Rounds * options.AtOnce.Length * 2;

    public async Task Run()
    {
        string[] others = [.. bench.Peers.Installed];
        var rows = bench.Options.AtOnce.ToDictionary(m => m, _ => new Dictionary<string, List<Figure>>());
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            foreach (var m in bench.Options.AtOnce)
            {
                await Bench.Say($"delay: round {round + 1} of {bench.Options.Rounds}, {m} at once");
                await Round(round, m, others, rows[m]);
            }
        }

        Table.Begin(
            $"DELAY: {Bench.Exchanges} exchanges, {Delay:0.0} s each",
            ">at once", "who", ">s", ">× ideal", ">× bare loop", "goal", ">bodies", ">requests", ">peak");
        foreach (var (m, figures) in rows)
        {
            foreach (var (who, row) in figures) Line(m, who, row, figures["bare loop"]);
        }
    }

    private async Task Round(int round, int m, string[] others, Dictionary<string, List<Figure>> rows)
    {
        // As many connections as the measurement needs, on both sides; idle ones die after a minute.
        await bench.Bare.Run(temper.All.Take(m), m);
        await bench.Node.Harvest(new HarvestOrder { Origin = bench.Node.Unused(Name), All = true, Limit = m, Concurrency = m, Parts = "flag" });
        await Bench.InTurns(
            round,
            [
                () => Keep("bare loop", async () => (await bench.Bare.Run(temper.All, m), Bench.Exchanges)),
                () => Keep("harvest", async () => (
                    (await bench.Node.Harvest(new HarvestOrder { Origin = bench.Node.Unused(Name), All = true, Concurrency = m })).Seconds, Bench.Exchanges)),
                .. others.Select<string, Func<Task>>(peer => () => Keep(peer, () => bench.Peers.Fetch(peer, temper.All, m))),
            ]);

        async Task Keep(string who, Func<Task<(double Seconds, int Bodies)>> measure)
        {
            await bench.Origin.Reset();
            var (seconds, bodies) = await measure();
            var seen = await bench.Origin.Seen();
            if (!rows.TryGetValue(who, out var row)) rows[who] = row = [];
            row.Add(new Figure(round, seconds, bodies, seen.Requests, seen.Peak));
        }
    }

    private static void Line(int m, string who, List<Figure> row, List<Figure> baseline)
    {
        var ideal = Bench.Exchanges * Delay / m;
        var ratio = Spread.Of(row.Join(baseline, one => one.Round, one => one.Round, (ours, theirs) => ours.Seconds / theirs.Seconds));
        var goal = who == "harvest" ? Goal.AtMost(m switch { <= 5 => 1.05, <= 50 => 1.10, _ => 1.25 }, ratio.Median) : "";
        Table.Row(
            $"{m}", who, Spread.Of(row.Select(one => one.Seconds)).Show("0.000"), Spread.Of(row.Select(one => one.Seconds / ideal)).Show("0.00"),
            ratio.Show("0.000"), goal, $"{row.Min(one => one.Bodies)}", $"{row.Max(one => one.Requests)}", $"{row.Max(one => one.Peak)}");
    }

    private sealed record Figure(int Round, double Seconds, int Bodies, int Requests, int Peak);
}
