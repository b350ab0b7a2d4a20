using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>How long an outcome takes to all subscribers of a gateway that has little to do.</summary>
internal sealed class LatencyPart(Bench bench, LoadClient load)
{
    public const string Name = "latency";
    private const int PerSecond = 8;
    private const int Countries = 48;

    public async Task Run()
    {
        var wish = new HarvestWish(bench.Options.Quick ? Countries / 2 : Countries);
        using var cluster = await Cluster.Start(bench, PerSecond);
        var peers = await Peer.Start(bench);
        try
        {
            Print(await new Contest(bench, cluster, load, wish).Rounds(Name, peers));
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }
    }

    private void Print(Dictionary<string, List<Run>> runs)
    {
        Table.Begin(
            $"{PerSecond} outcomes a second, each with its progress, to {bench.Options.Clients:N0} subscribers; ms",
            "who", ">p50", ">p99", ">p99, times bare Kestrel", "goal",
            ">to the first subscriber: p50", ">p99", ">from the first to all: p50", ">p99", ">p99, times bare Kestrel");
        foreach (var (who, all) in runs)
        {
            var whole = Ratio(run => run.Delays!.Whole);
            Table.Row(
                who, Show(run => run.Delays!.Whole.P50), Show(run => run.Delays!.Whole.P99), whole.Show("0.00"),
                who == Contest.Gateway ? Goal.AtMost(1.5, whole.Median) : "",
                Show(run => run.Delays!.First.P50), Show(run => run.Delays!.First.P99),
                Show(run => run.Delays!.AfterFirst.P50), Show(run => run.Delays!.AfterFirst.P99),
                Ratio(run => run.Delays!.AfterFirst).Show("0.00"));

            string Show(Func<Run, double> figure) => Spread.Of(all.Select(figure)).Show("0.0");

            Spread Ratio(Func<Run, Percentiles> of) => Spread.Of(all.Zip(runs[Peer.Bare], (one, other) => of(one).P99 / of(other).P99));
        }
    }
}
