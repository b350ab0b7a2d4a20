using Actors.Client.Harvests;

namespace Actors.HarvestBench;

/// <summary>All countries from DELAY: does the system add anything to what the origin's own slowness costs?</summary>
internal sealed class DelayPart(BenchOptions options, OriginProcess origin, NodeProcess node, BareLoop bare)
{
    private const string Mode = "delay";

    public async Task Run()
    {
        var urls = origin.All(Mode);
        var rows = options.AtOnce.ToDictionary(m => m, _ => new Rows());
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var m in options.AtOnce)
            {
                await Console.Error.WriteLineAsync($"delay: round {round + 1} of {options.Rounds}, {m} at once");
                await Round(round, m, urls, rows[m]);
            }
        }

        Print(urls.Length, rows);
    }

    private async Task Round(int round, int m, IReadOnlyList<Uri> urls, Rows rows)
    {
        // As many connections as the measurement needs, on both sides; idle ones die after a minute.
        await bare.Run(urls.Take(m), m);
        await node.Harvest(
            new HarvestOrder { Origin = node.Unused(Mode), All = true, Limit = m, Concurrency = m, Parts = "flag" }, via: "origin");

        var label = node.Unused(Mode);
        await Pair(
            round,
            () => rows.Bare.Add, () => bare.Run(urls, m),
            () => Measured(label, m, "stale", "origin", rows.First));
        if (options.FirstOnly) return;
        await Pair(
            round,
            () => rows.BareAgain.Add, () => bare.Run(urls, m, conditional: true),
            () => Measured(label, m, "always", "revalidated", rows.Again));
    }

    /// <summary>Who goes first changes with every round.</summary>
    private static async Task Pair(int round, Func<Action<double>> keep, Func<Task<double>> baseline, Func<Task> harvest)
    {
        if (round % 2 == 1) await harvest();
        keep()(await baseline());
        if (round % 2 == 0) await harvest();
    }

    private async Task Measured(string label, int m, string refresh, string via, List<(HarvestRun Run, Seen Seen)> into)
    {
        await origin.Reset();
        var run = await node.Harvest(new HarvestOrder { Origin = label, All = true, Concurrency = m, Refresh = refresh }, via);
        into.Add((run, await origin.Stats()));
    }

    private void Print(int exchanges, Dictionary<int, Rows> rows)
    {
        var delay = options.Delay.TotalSeconds;
        Console.WriteLine($"""

            ### DELAY: {exchanges} exchanges, {delay:0.0#} s each

            Seconds and ratios: median (least-most). Ideal = {exchanges} x {delay:0.0#} / m; waves = ceil({exchanges} / m) x {delay:0.0#}, which nobody can beat.

            | at once | answers | bare loop, s | harvest, s | elapsedMs, s | harvest / bare | goal | harvest / ideal | harvest / waves | requests | peak |
            | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            """);
        foreach (var (m, row) in rows)
        {
            Line(m, "200, stored", row.Bare, row.First);
            if (!options.FirstOnly) Line(m, "304", row.BareAgain, row.Again);
        }

        void Line(int m, string answers, List<double> baseline, List<(HarvestRun Run, Seen Seen)> harvests)
        {
            var seconds = Spread.Of(harvests.Select(one => one.Run.Seconds));
            var ratio = Spread.Of(harvests.Zip(baseline, (ours, theirs) => ours.Run.Seconds / theirs));
            var goal = m switch { <= 5 => 1.05, <= 50 => 1.10, _ => 1.25 };
            Console.WriteLine(
                $"| {m} | {answers} | {Spread.Of(baseline).Show("0.000")} | {seconds.Show("0.000")} | {Spread.Of(harvests.Select(one => one.Run.Elapsed)).Show("0.000")} "
                + $"| {ratio.Show("0.000")} | {goal:0.00} {(ratio.Median <= goal ? "met" : "missed")} | {seconds.Median / (exchanges * delay / m):0.000} "
                + $"| {seconds.Median / (Math.Ceiling((double)exchanges / m) * delay):0.000} | {harvests.Max(one => one.Seen.Requests)} | {harvests.Max(one => one.Seen.Peak)} |");
        }
    }

    private sealed class Rows
    {
        public List<double> Bare { get; } = [];

        public List<double> BareAgain { get; } = [];

        public List<(HarvestRun Run, Seen Seen)> First { get; } = [];

        public List<(HarvestRun Run, Seen Seen)> Again { get; } = [];
    }
}
