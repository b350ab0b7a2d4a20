using System.Diagnostics;
using Actors.CharBench;
using Actors.HarvestBench;
using Actors.PushBench.Load;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>One client reads everything, another a tenth of the bytes that the first got in the same time.</summary>
internal sealed class SlowPart(Bench bench, LoadClient load)
{
    public const string Name = "slow";
    private const string Fast = "fast";
    private const int Harvests = 8;
    private const double PerSecond = 400;
    private const int TimesSlower = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task Run()
    {
        using var cluster = await Cluster.Start(bench, PerSecond, labels: Harvests);
        await Bench.Say($"{Name}: warming up");
        var pace = (await Measure(cluster, 0)).BytesPerSecond;
        List<Figures> all = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"{Name}: round {round + 1} of {bench.Options.Rounds}");
            all.Add(await Measure(cluster, (int)(pace / TimesSlower)));
            pace = all[^1].BytesPerSecond;
        }

        Table.Begin(
            $"{Harvests} harvests on one connection, {PerSecond} outcomes a second; one client, and one {TimesSlower} times too slow",
            "what", ">fast", ">slow", "goal");
        Row("bytes read a second until the harvests ended", one => one.BytesPerSecond, one => one.SlowBytesPerSecond, "");
        var fewer = Spread.Of(all.Select(one => 1 - ((double)one.Slow.Progress / one.Fast.Progress)));
        Row(
            "progress frames", one => one.Fast.Progress, one => one.Slow.Progress,
            $"{fewer.Median:p1} fewer, {Goal.AtLeast(0.9, fewer.Median)}");
        var missing = all.Max(one => Math.Abs(one.Fast.Numbered - one.Slow.Numbered));
        Row("outcomes and ends", one => one.Fast.Numbered, one => one.Slow.Numbered, $"missing: {Goal.AtMost(0, missing)}");
        var different = all.Count(one => !one.Fast.Contents.SequenceEqual(one.Slow.Contents));
        Table.Row("rounds with another final state (all outcomes, byte for byte, in order)", "", $"{different}", Goal.AtMost(0, different));
        Row("reconnections", one => one.Fast.Reconnects, one => one.Slow.Reconnects, "");

        void Row(string what, Func<Figures, double> fast, Func<Figures, double> slow, string goal) =>
            Table.Row(what, Spread.Of(all.Select(fast)).Show("n0"), Spread.Of(all.Select(slow)).Show("n0"), goal);
    }

    private async Task<Figures> Measure(Cluster cluster, int pace)
    {
        List<Held> harvests = [];
        for (var label = 0; label < Harvests; label++)
            harvests.Add(await cluster.Hold(new HarvestWish(HarvestWish.Most, Every: true), label));
        var crowd = cluster.Crowd(Fast, 1, [.. harvests]);
        await load.Open(crowd);
        if (pace > 0)
        {
            await load.Open(
                crowd with { Name = Name, BytesPerSecond = pace, Epochs = [.. harvests.Select(one => one.Epoch)], Follows = true });
        }

        var start = Stopwatch.GetTimestamp();
        for (var label = 0; label < Harvests; label++) await cluster.Release(label);
        var fast = await Completed(Fast);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (pace == 0)
        {
            await load.Close(Fast);
            return new Figures(fast, fast, fast.Bytes / seconds, 0);
        }

        var read = (await load.Totals(Name)).Bytes;
        // The harvests have ended, so there is no progress any more: what is left are outcomes.
        await load.Hurry(Name);
        var slow = await Completed(Name);
        await load.Close(Fast);
        await load.Close(Name);
        return new Figures(fast, slow, fast.Bytes / seconds, read / seconds);
    }

    private async Task<Totals> Completed(string name)
    {
        var totals = await load.Until(name, totals => totals.Completed == 1 || totals.Faults > 0, Patience, "completed");
        return totals is { Faults: 0, Resets: 0 } ? totals : throw new InvalidOperationException($"{name}: {totals}");
    }

    private sealed record Figures(Totals Fast, Totals Slow, double BytesPerSecond, double SlowBytesPerSecond);
}
