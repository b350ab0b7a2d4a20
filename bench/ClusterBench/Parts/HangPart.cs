using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>One silo of three stands still with all its connections open, or is cut off from everything.</summary>
internal sealed class HangPart(Bench bench)
{
    public const string Name = "hang";
    public const string Partition = "partition";

    private const double MostSeconds = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public async Task Run()
    {
        Table.Begin("One silo of three stands still", "what", "profile", ">median (least-most)", "goal");
        foreach (var profile in new[] { "Fast", "Balanced" })
        {
            await using var site = await Site.Start(bench, silos: 3, gateways: 2, profile);
            await Measure(
                Name, site, profile, async random => (await site.Victim(random)).Silo, victim => victim.Process.Signal("STOP", bench.Stopping), () => { });
        }
    }

    public async Task RunPartition()
    {
        Table.Begin("One silo of three is cut off from the others, from gateways and Redis: packets vanish", "what", "profile", ">median (least-most)", "goal");
        using var island = new Island();
        foreach (var profile in new[] { "Fast", "Balanced" })
        {
            await using var site = await Site.Start(bench, silos: 2, gateways: 2, profile, beforeIsland: true);
            var victim = await site.AddSilo(onIsland: true);
            await Measure(Partition, site, profile, _ => Task.FromResult(victim), _ => Task.Run(Island.Cut), Island.Mend);
        }
    }

    private async Task Measure(string name, Site site, string profile, Func<Random, Task<Node>> choose, Func<Node, Task> strike, Action mend)
    {
        await site.Ended(await site.StartHarvest("local", 50));
        List<double> dead = [], served = [];
        var failed = 0;
        await bench.Rounds($"{name} {profile}", async random =>
        {
            await site.Whole();
            var victim = await choose(random);
            var since = Stopwatch.GetTimestamp();
            await strike(victim);
            var reading = Readers.EveryKey(site, bench.Stopping);
            dead.Add(await Dead(site, victim, since));
            var all = await reading;
            served.Add(all.Percentile(0.99));
            failed += all.Failed;
            mend();
            victim.Process.Kill();
            await victim.Start(bench);
            return $"dead after {dead[^1]:F2} s, 99 % of keys after {served[^1]:F2} s {all.Failures}";
        });
        Table.Row("declared dead, as the gateways show it, s", profile, Spread.Of(dead).Show("0.00"), Goal.AtMost(MostSeconds, Spread.Of(dead).Median, " s"));
        Table.Row("99 % of all keys are served again, s", profile, Spread.Of(served).Show("0.00"), "");
        Table.Row("reads that failed, begun when it happened", profile, $"{failed}", "");
    }

    /// <summary>Seconds until a gateway names it dead. Whoever is asked may wait for the silo that stands still: so all are asked again and again.</summary>
    private async Task<double> Dead(Site site, Node victim, long since)
    {
        using var found = new CancellationTokenSource(Patience);
        var seen = new TaskCompletionSource<double>();
        using var none = found.Token.Register(() => seen.TrySetException(new InvalidOperationException("The silo was not declared dead.")));
        var turn = 0;
        while (!seen.Task.IsCompleted)
        {
            _ = Look(site.Gateways[turn++ % site.Gateways.Count].Address);
            await bench.Wait(LookEvery);
        }

        return await seen.Task;

        async Task Look(Uri gateway)
        {
            try
            {
                var cluster = await site.Http.GetFromJsonAsync<JsonElement>(new Uri(gateway, "/v1/cluster"), found.Token);
                if (cluster.GetProperty("silos").EnumerateArray().Any(silo =>
                    Site.IsAt(silo, victim) && silo.GetProperty("state").GetString() == "dead" && Site.IsNewest(cluster, silo)))
                    seen.TrySetResult(Stopwatch.GetElapsedTime(since).TotalSeconds);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Another look is under way.
            }
        }
    }
}
