using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>Processor time of one exchange, where the origin answers at once and everything is overhead.</summary>
internal sealed class CpuPart(Bench bench, Temper temper)
{
    public const string Name = "cpu";

    /// <summary>Harvests in one measurement: one alone is shorter than the clock that counts processor time is fine.</summary>
    private const int Passes = 5;
    private const int AtOnce = 50;

    /// <summary>Rounds that are not counted: for some 150 harvests the runtime still compiles, and the goal is about a node that runs.</summary>
    private const int WarmUp = 15;

    public static Temper At(int port) => new(port, "local", "delay=0");

    public static int Labels(BenchOptions options) => (options.Rounds + WarmUp) * Passes;

    public async Task Run()
    {
        List<double> baseline = [], first = [], again = [];
        for (var round = -WarmUp; round < bench.Options.Rounds; round++)
        {
            await Bench.Say(round < 0 ? "cpu: warming up" : $"cpu: round {round + 1} of {bench.Options.Rounds}");
            string[] labels = [.. Enumerable.Range(0, Passes).Select(_ => bench.Node.Unused(Name))];
            var figures = new[]
            {
                await Measure(() => Environment.CpuUsage.TotalTime, _ => bench.Bare.Run(temper.All, AtOnce)),
                await Measure(() => bench.Node.Cpu, pass => Harvest(labels[pass], "stale")),
                await Measure(() => bench.Node.Cpu, pass => Harvest(labels[pass], "always")),
            };
            if (round < 0) continue;
            foreach (var (figure, into) in figures.Zip([baseline, first, again])) into.Add(figure);
        }

        Table.Begin($"Processor time: {Bench.Exchanges} exchanges, {AtOnce} at once, no delay", "who", ">ms an exchange", ">times the bare loop", "goal");
        Table.Row("bare loop, 200", Spread.Of(baseline).Show("0.000"), "", "");
        Line("harvest, 200 and stored", first);
        Line("harvest, 304", again);

        void Line(string who, List<double> figures)
        {
            var ratio = Spread.Of(figures.Zip(baseline, (ours, theirs) => ours / theirs));
            Table.Row(who, Spread.Of(figures).Show("0.000"), ratio.Show("0.0"), Goal.AtMost(2, ratio.Median));
        }
    }

    private async Task<double> Harvest(string label, string refresh) =>
        (await bench.Node.Harvest(new HarvestOrder { Origin = label, All = true, Concurrency = AtOnce, Refresh = refresh })).Seconds;

    private static async Task<double> Measure(Func<TimeSpan> cpu, Func<int, Task<double>> pass)
    {
        var before = cpu();
        for (var number = 0; number < Passes; number++) await pass(number);
        return (cpu() - before).TotalMilliseconds / (Bench.Exchanges * Passes);
    }
}
