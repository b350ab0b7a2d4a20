using System.Diagnostics;
using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>A silo stands still for 20 s in the middle of a harvest, and wakes up.</summary>
internal sealed class FrozenPart(Bench bench)
{
    public const string Name = "frozen";

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(10);

    public async Task Run()
    {
        await using var site = await Site.Start(bench, silos: 3, gateways: 2);
        List<double> elapsed = [], ends = [];
        var (peak, sent) = (0, 0);
        await bench.Rounds(Name, async random =>
        {
            await site.Whole();
            await site.ResetOrigin();
            var harvest = await site.StartHarvest("delay", Site.Cap);
            await bench.Wait(TimeSpan.FromSeconds(0.5 + (random.NextDouble() * 3)));
            var victim = site.Silos[random.Next(site.Silos.Count)];
            await victim.Process.Signal("STOP", bench.Stopping);
            var since = Stopwatch.GetTimestamp();
            var ended = await site.Ended(harvest);
            elapsed.Add(ended.GetProperty("elapsedMs").GetInt64() / 1000.0);
            await bench.Wait(Span - Stopwatch.GetElapsedTime(since) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
            var before = await site.Stats();
            await victim.Process.Signal("CONT", bench.Stopping);
            var woken = Stopwatch.GetTimestamp();
            while (!victim.Process.HasExited && Stopwatch.GetElapsedTime(woken) < Awake) await bench.Wait(TimeSpan.FromMilliseconds(50));
            ends.Add(Stopwatch.GetElapsedTime(woken).TotalSeconds);
            var after = await site.Stats();
            peak = Math.Max(peak, after.Peak);
            sent += after.Requests - before.Requests;
            victim.Process.Kill();
            await victim.Start(bench);
            return $"done in {elapsed[^1]:F2} s, peak {after.Peak}, {after.Requests - before.Requests} requests after it woke, gone after {ends[^1]:F1} s";
        });
        Table.Begin("A silo stands still for 20 s in mid-harvest, and wakes up", "what", ">median (least-most)", "goal");
        Table.Row("the harvest, s", Spread.Of(elapsed).Show("0.00"), "");
        Table.Row("the origin's peak, of all rounds", $"{peak}", Goal.AtMost(2 * Site.Cap, peak, " = cap + the leases it may have held"));
        Table.Row("requests after it woke, of all rounds", $"{sent}", Goal.AtMost(0, sent));
        Table.Row("until the woken silo has ended itself, s", Spread.Of(ends).Show("0.00"), "");
    }
}
