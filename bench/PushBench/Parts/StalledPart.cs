using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>
/// Twenty clients, and one of them never reads: what the others notice, and what the gateway keeps for it. The others are timed
/// by a client at another gateway, so that a pause of the silo, which is longer than all else, is not taken for theirs.
/// </summary>
internal sealed class StalledPart(Bench bench, LoadClient load)
{
    public const string Name = "stalled";
    private const string Others = "others";
    private const string Stalled = "stalled";
    private const string Reference = "reference";
    private const int Clients = 20;
    private const double PerSecond = 100;

    /// <summary>Together more than the kernel can swallow for the one; each less than what a client is closed for.</summary>
    private const int Harvests = 4;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task Run()
    {
        using var cluster = await Cluster.Start(bench, PerSecond, gateways: 2, labels: Harvests);
        List<Figures> without = [], with = [];
        for (var round = -2; round < bench.Options.Rounds; round++)
        {
            await Bench.Say(round < 0 ? $"{Name}: warming up" : $"{Name}: round {round + 1} of {bench.Options.Rounds}");
            List<Figures> calm = [], troubled = [];
            await Bench.InTurns(
                round, [async () => calm.Add(await Measure(cluster, 0)), async () => troubled.Add(await Measure(cluster, 1))]);
            if (round < 0) continue;
            without.AddRange(calm);
            with.AddRange(troubled);
        }

        var memory = Spread.Of(with.Zip(without, (one, other) => (one.KibiBytes - other.KibiBytes) / 1024));
        Table.Begin(
            $"{Clients} clients, {PerSecond} outcomes a second of {Harvests} harvests, each with its progress",
            "what", ">all read", ">one never reads", ">with / without", "goal");
        Row("p99 of the others after one at the other gateway, ms", one => one.Behind.P99, median => Goal.AtMost(1.1, median));
        Row("p99 of the others from the origin's answer on, ms", one => one.Whole.P99, median => Goal.AtMost(1.1, median));
        Row("p50 of the others from the origin's answer on, ms", one => one.Whole.P50, _ => "");
        Table.Row(
            "gateway's memory, MiB more at the end", Spread.Of(without.Select(one => one.KibiBytes / 1024)).Show("0.00"),
            Spread.Of(with.Select(one => one.KibiBytes / 1024)).Show("0.00"), $"{memory.Show("0.00")} MiB more",
            Goal.AtMost(1, memory.Median, " MiB more"));
        Table.Row(
            "frames sent to the one, of those the others got", "", Spread.Of(with.Select(one => one.SentToStalled)).Show("0.00"), "", "");

        void Row(string what, Func<Figures, double> of, Func<double, string> goal)
        {
            var ratio = Spread.Of(with.Zip(without, (one, other) => of(one) / of(other)));
            Table.Row(
                what, Spread.Of(without.Select(of)).Show("0.00"), Spread.Of(with.Select(of)).Show("0.00"), ratio.Show("0.00"),
                goal(ratio.Median));
        }
    }

    private async Task<Figures> Measure(Cluster cluster, int stalled)
    {
        List<Held> harvests = [];
        for (var label = 0; label < Harvests; label++)
            harvests.Add(await cluster.Hold(new HarvestWish(HarvestWish.All), label));
        var crowd = cluster.Crowd(Others, Clients - stalled, [.. harvests]);
        await load.Open(crowd);
        await load.Open(crowd with { Name = Reference, Count = 1, Targets = [crowd.Targets[1]], Records = true });
        if (stalled > 0)
            await load.Open(crowd with { Name = Stalled, Count = stalled, Stalls = true, Epochs = [.. harvests.Select(one => one.Epoch)] });
        await bench.Wait(Settle);
        await cluster.Origin.Reset();
        var (memory, frames) = (cluster.Gateway.KibiBytes, await cluster.Metric(Metrics.FramesSent));
        for (var label = 0; label < Harvests; label++) await cluster.Release(label);
        var totals = await load.Until(Others, totals => totals.Completed == crowd.Count || totals.Faults > 0, Patience, "completed");
        if (totals is not { Faults: 0, Resets: 0, Reconnects: 0 }) throw new InvalidOperationException($"{totals}");
        frames = await cluster.Metric(Metrics.FramesSent) - frames - totals.Deliveries;
        var memoryMore = cluster.Gateway.KibiBytes - memory;
        await load.Until(Reference, totals => totals.Completed == 1, Patience, "completed");
        var recording = await load.Recording(Reference);
        var arrived = recording.Where(one => one.Seq is not null).ToDictionary(one => one.Seq!.Value, one => one.At);
        var figures = new Figures(
            (await load.Delays(Others, arrived)).Whole,
            (await load.Delays(Others, await Publication.Times(cluster.Origin, recording))).Whole,
            memoryMore, frames / ((double)totals.Deliveries / crowd.Count));
        await load.Close(Others);
        await load.Close(Reference);
        if (stalled > 0) await load.Close(Stalled);
        return figures;
    }

    /// <param name="Behind">The others, in the first harvest: how much later than the one at the other gateway.</param>
    /// <param name="Whole">The same from the origin's answer on.</param>
    /// <param name="KibiBytes">More at the end than before.</param>
    /// <param name="SentToStalled">Frames, as a share of what each of the others got.</param>
    private sealed record Figures(Percentiles Behind, Percentiles Whole, double KibiBytes, double SentToStalled);
}
