using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>kill -9 of one silo of three, under readers.</summary>
internal sealed class KillPart(Bench bench)
{
    public const string Name = "kill";

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);

    public async Task Run()
    {
        Table.Begin("kill -9 of one silo of three, two gateways, 249 countries", "what", "profile", ">median (least-most)", "goal");
        foreach (var (profile, goal) in new[] { ("Fast", 3.0), ("Balanced", 5.5) })
        {
            await using var site = await Site.Start(bench, silos: 3, gateways: 2, profile);
            await site.Ended(await site.StartHarvest("local", 50));
            List<double> served = [], slowest = [];
            var (asked, failed) = (0, 0);
            await bench.Rounds($"{Name} {profile}", async random =>
            {
                await site.Whole();
                var (victim, keys) = await site.Victim(random);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(bench.Stopping);
                var reading = Task.WhenAll(Enumerable.Range(0, 8).Select(reader => Readers.Run(site, reader, enough.Token)));
                await bench.Wait(Before);
                victim.Process.Kill();
                var all = await Readers.EveryKey(site, bench.Stopping);
                await bench.Wait(After);
                await enough.CancelAsync();
                var answers = await reading;
                served.Add(all.Percentile(0.99));
                slowest.Add(answers.Max(one => one.Slowest));
                asked += answers.Sum(one => one.Asked) + all.Asked;
                failed += answers.Sum(one => one.Failed) + all.Failed;
                await victim.Start(bench);
                return $"{keys} activations on it; 99 % of keys after {served[^1]:F2} s, {failed} failed so far of {asked}";
            });
            Table.Row("99 % of all keys are served again, s", profile, Spread.Of(served).Show("0.00"), Goal.AtMost(goal, Spread.Of(served).Median, " s"));
            Table.Row("the slowest read of all, s", profile, Spread.Of(slowest).Show("0.00"), "");
            Table.Row($"reads that failed, of {asked:n0}", profile, $"{failed}", Goal.AtMost(0, failed));
        }
    }
}
