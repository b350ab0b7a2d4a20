using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>A harvest of 249 countries on DELAY, undisturbed, then with a silo killed at a random moment.</summary>
internal sealed class HarvestPart(Bench bench)
{
    public const string Name = "harvest";

    private const double MostLater = 5;

    public async Task Run()
    {
        await using var site = await Site.Start(bench, silos: 3, gateways: 2);
        List<double> alone = [], killed = [], later = [];
        var peak = 0;
        // The first throttle of a cluster's life waits until no other cluster can be there any more.
        await site.Ended(await site.StartHarvest("delay", Site.Cap));
        await bench.Rounds(Name, async random =>
        {
            await site.Whole();
            var undisturbed = Seconds(await site.Ended(await site.StartHarvest("delay", Site.Cap)));
            await site.ResetOrigin();
            var harvest = await site.StartHarvest("delay", Site.Cap);
            var moment = random.NextDouble() * undisturbed;
            await bench.Wait(TimeSpan.FromSeconds(moment));
            var victim = site.Silos[random.Next(site.Silos.Count)];
            victim.Process.Kill();
            var ended = await site.Ended(harvest);
            if (ended.GetProperty("ok").GetInt32() != 249) throw new InvalidOperationException($"Only {ended.GetProperty("ok")} are ok.");
            peak = Math.Max(peak, (await site.Stats()).Peak);
            alone.Add(undisturbed);
            killed.Add(Seconds(ended));
            later.Add(killed[^1] - undisturbed);
            await victim.Start(bench);
            return $"killed after {moment:F1} s: {undisturbed:F2} and {killed[^1]:F2} s, peak {peak}";
        });
        Table.Begin($"A harvest of 249 countries on DELAY, {Site.Cap} at once, one silo of three killed", "what", ">median (least-most)", "goal");
        Table.Row("undisturbed, s", Spread.Of(alone).Show("0.00"), "");
        Table.Row("with the kill, s", Spread.Of(killed).Show("0.00"), "");
        Table.Row("later, s", Spread.Of(later).Show("0.00"), Goal.AtMost(MostLater, Spread.Of(later).Median, " s"));
        Table.Row("the origin's peak, of all rounds", $"{peak}", Goal.AtMost(Site.Cap, peak));
    }

    private static double Seconds(System.Text.Json.JsonElement harvest) => harvest.GetProperty("elapsedMs").GetInt64() / 1000.0;
}
