using System.Diagnostics;
using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>A silo from its start to ready, and what it takes when nobody asks it anything.</summary>
internal sealed class StartPart(Bench bench)
{
    public const string Name = "start";

    private const double MostSeconds = 2.5;
    private const double MostMegabytes = 180;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public async Task Run()
    {
        await using var site = await Site.Start(bench, silos: 1, gateways: 0);
        List<double> seconds = [], megabytes = [];
        await bench.Rounds(Name, async _ =>
        {
            await site.Silos[0].Process.Terminate(bench.Stopping);
            var since = Stopwatch.GetTimestamp();
            await site.Silos[0].Start(bench);
            seconds.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
            await bench.Wait(Idle);
            megabytes.Add(site.Silos[0].Process.KibiBytes * 1024 / 1e6);
            return $"{seconds[^1]:F2} s, {megabytes[^1]:F0} MB";
        });
        Table.Begin("A silo on Redis, alone", "what", ">median (least-most)", "goal");
        Table.Row("start to ready, s", Spread.Of(seconds).Show("0.00"), Goal.AtMost(MostSeconds, Spread.Of(seconds).Median, " s"));
        Table.Row($"memory after {Idle.TotalSeconds} idle seconds, MB", Spread.Of(megabytes).Show("0"), Goal.AtMost(MostMegabytes, Spread.Of(megabytes).Median, " MB"));
    }
}
