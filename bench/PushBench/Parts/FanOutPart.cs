using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>What a delivery costs the serving process.</summary>
internal sealed class FanOutPart(Bench bench, LoadClient load)
{
    public const string Name = "fanout";
    private const int PerSecond = 20;
    private const int Countries = 100;

    public async Task Run()
    {
        var wish = new HarvestWish(bench.Options.Quick ? Countries / 4 : Countries);
        using var cluster = await Cluster.Start(bench, PerSecond);
        var peers = await Peer.Start(bench);
        try
        {
            var runs = await new Contest(bench, cluster, load, wish).Rounds(Name, peers);
            Print(runs);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private void Print(Dictionary<string, List<Run>> runs)
    {
        var (ours, bare) = (runs[Contest.Gateway], runs[Peer.Bare]);
        Table.Begin(
            $"{PerSecond} outcomes a second, each with its progress, to {bench.Options.Clients:N0} subscribers",
            "who", ">deliveries a CPU second", ">times bare Kestrel", "goal", ">CPU µs a delivery", ">B allocated a delivery", "goal",
            ">deliveries", ">load client, µs");
        foreach (var (who, all) in runs)
        {
            var isOurs = who == Contest.Gateway;
            var ratio = Spread.Of(all.Zip(bare, (one, other) => one.PerCpuSecond / other.PerCpuSecond));
            var allocated = all.Any(run => run.Allocated is null)
                ? null
                : Spread.Of(all.Select(run => run.Allocated!.Value / run.Totals.Deliveries));
            Table.Row(
                who,
                Spread.Of(all.Select(run => run.PerCpuSecond)).Show("n0"),
                ratio.Show("0.00"),
                isOurs ? Goal.AtLeast(0.9, ratio.Median) : "",
                Micro(all, run => run.Cpu),
                allocated?.Show("0") ?? "",
                isOurs && allocated is not null ? Goal.AtMost(100, allocated.Median, " B") : "",
                $"{all[^1].Totals.Deliveries:n0}",
                Micro(all, run => run.LoadCpu));
        }

        var both = Spread.Of(ours.Zip(bare, (one, other) => one.Totals.Deliveries / (one.Cpu + one.SiloCpu) / other.PerCpuSecond));
        Table.Row(
            "gateway + silo",
            Spread.Of(ours.Select(run => run.Totals.Deliveries / (run.Cpu + run.SiloCpu))).Show("n0"),
            both.Show("0.00"), "", Micro(ours, run => run.Cpu + run.SiloCpu), "", "", "", "");
    }

    private static string Micro(List<Run> runs, Func<Run, double> seconds) =>
        Spread.Of(runs.Select(run => seconds(run) * 1e6 / run.Totals.Deliveries)).Show("0.0");
}
