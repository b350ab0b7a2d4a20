using Actors.Client.Harvests;

namespace Actors.HarvestBench;

/// <summary>All countries from LOCAL, which answers at once: what an exchange costs in itself.</summary>
internal sealed class LocalPart(BenchOptions options, OriginProcess origin, NodeProcess node, BareLoop bare)
{
    /// <summary>Harvests in one measurement: one alone is shorter than the clock that counts processor time is fine.</summary>
    public const int Passes = 5;

    private const string Mode = "local";
    private const int AtOnce = 50;

    public async Task Run()
    {
        var urls = origin.All(Mode);
        List<Cost> baseline = [], first = [], again = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"local: round {round + 1} of {options.Rounds}");
            string[] labels = [.. Enumerable.Range(0, Passes).Select(_ => node.Unused(Mode))];
            baseline.Add(await Measure(() => Environment.CpuUsage.TotalTime, urls.Length, _ => bare.Run(urls, AtOnce)));
            first.Add(await Measure(() => node.Cpu, urls.Length, pass => Harvest(labels[pass], "stale", "origin")));
            again.Add(await Measure(() => node.Cpu, urls.Length, pass => Harvest(labels[pass], "always", "revalidated")));
        }

        Console.WriteLine($"""

            ### LOCAL: {urls.Length} exchanges, {AtOnce} at once

            Processor time is that of the process that asks (the benchmark's own for the bare loop), not of the origin; {Passes} passes a round.

            | who | a pass, s | time / exchange, ms | CPU / exchange, ms | CPU, times the bare loop |
            | --- | ---: | ---: | ---: | ---: |
            {Line("bare loop, 200", baseline)}
            {Line("harvest, 200 and stored", first)}
            {Line("harvest, 304", again)}
            """);

        string Line(string who, List<Cost> costs) =>
            $"| {who} | {Spread.Of(costs.Select(cost => cost.Seconds)).Show("0.000")} "
            + $"| {Spread.Of(costs.Select(cost => cost.Seconds * 1000 / urls.Length)).Show("0.000")} "
            + $"| {Spread.Of(costs.Select(cost => cost.CpuMilliseconds)).Show("0.000")} "
            + $"| {Spread.Of(costs.Zip(baseline, (ours, theirs) => ours.CpuMilliseconds / theirs.CpuMilliseconds)).Show("0.0")} |";
    }

    private async Task<double> Harvest(string label, string refresh, string via) =>
        (await node.Harvest(new HarvestOrder { Origin = label, All = true, Concurrency = AtOnce, Refresh = refresh }, via)).Seconds;

    private static async Task<Cost> Measure(Func<TimeSpan> cpu, int exchanges, Func<int, Task<double>> pass)
    {
        var before = cpu();
        var seconds = 0d;
        for (var number = 0; number < Passes; number++) seconds += await pass(number);
        return new Cost(seconds / Passes, (cpu() - before).TotalMilliseconds / (exchanges * Passes));
    }

    private sealed record Cost(double Seconds, double CpuMilliseconds);
}
