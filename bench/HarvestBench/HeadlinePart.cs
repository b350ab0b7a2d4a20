using Actors.Client.Harvests;
using Actors.Grains.Countries;

namespace Actors.HarvestBench;

/// <summary>What <em>Fluent Python</em> promises of concurrency: 20 flags 5 times, 600 exchanges 70 times as fast as one after the other.</summary>
internal sealed class HeadlinePart(BenchOptions options, OriginProcess origin, NodeProcess node, BareLoop bare)
{
    private const string Mode = "delay";
    private const int Many = 600;
    private const int ManyAtOnce = 200;
    private const int SampleEvery = 30;

    public async Task Run()
    {
        Uri[] few = [.. CountryCodes.MostPopulous.Select(code => origin.Flag(Mode, code))];
        // Every two-letter code, so that there are enough; DELAY answers an unassigned one with 404 after the same delay.
        Uri[] many = [.. CountryCodes.Every.Take(Many).Select(code => origin.Flag(Mode, code))];
        Uri[] sample = [.. many.Where((_, index) => index % SampleEvery == 0)];
        List<(double Sequential, HarvestRun Run)> fews = [], manys = [];
        var seen = new List<Seen>();
        for (var round = 0; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"headlines: round {round + 1} of {options.Rounds}");
            await node.Harvest(
                new HarvestOrder { Origin = node.Unused(Mode), All = true, Limit = ManyAtOnce, Concurrency = ManyAtOnce, Parts = "flag" }, via: "origin");
            fews.Add((await bare.Run(few, 1), await node.Harvest(
                new HarvestOrder { Origin = node.Unused(Mode), Parts = "flag", Concurrency = few.Length }, via: "origin")));
            var sequential = await bare.Run(sample, 1) * Many / sample.Length;
            await origin.Reset();
            manys.Add((sequential, await node.Harvest(
                new HarvestOrder { Origin = node.Unused(Mode), Every = true, Limit = Many, Parts = "flag", Concurrency = ManyAtOnce }, via: "origin")));
            seen.Add(await origin.Stats());
        }

        Console.WriteLine($"""

            ### The book's headlines, on DELAY at {options.Delay.TotalSeconds:0.0#} s

            Sequential is the bare loop, one exchange at a time; for {Many} exchanges it is measured over {sample.Length} of them and scaled.

            | what | at once | sequential, s | harvest, s | times as fast | goal | requests |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            {Line("20 flags", few.Length, fews, 5, few.Length)}
            {Line($"{Many} flags, AA onwards (404s too)", ManyAtOnce, manys, 70, seen.Max(one => one.Requests))}
            """);
    }

    private static string Line(string what, int atOnce, List<(double Sequential, HarvestRun Run)> runs, double goal, int requests)
    {
        var faster = Spread.Of(runs.Select(run => run.Sequential / run.Run.Seconds));
        return $"| {what} | {atOnce} | {Spread.Of(runs.Select(run => run.Sequential)).Show("0.0")} | {Spread.Of(runs.Select(run => run.Run.Seconds)).Show("0.000")} "
            + $"| {faster.Show("0.0")} | {goal} {(faster.Median >= goal ? "met" : "missed")} | {requests} |";
    }
}
