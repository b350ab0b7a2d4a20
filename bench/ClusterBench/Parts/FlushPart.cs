using System.Diagnostics;
using System.Net;
using Actors.CharBench;
using Actors.ClusterBench.Processes;
using Actors.HarvestBench;

namespace Actors.ClusterBench.Parts;

/// <summary>Redis is flushed under three silos in the middle of a harvest, and a new cluster begins at once, or nobody writes a new table.</summary>
internal sealed class FlushPart(Bench bench)
{
    public const string Name = "flush";

    private const double MostSeconds = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task Run()
    {
        Table.Begin("Redis flushed under three silos with a harvest under way", "what", "then", ">median (least-most)", "goal");
        await Measure("a new cluster at once", anew: true);
        await Measure("nobody writes a new table", anew: false);
    }

    private async Task Measure(string then, bool anew)
    {
        List<double> unready = [], ended = [];
        var peak = 0;
        await bench.Rounds($"{Name}, {then}", async random =>
        {
            await using var site = await Site.Start(bench, silos: 3, gateways: 1);
            await site.StartHarvest("delay", Site.Cap);
            // The throttle of a cluster that is as young waits for one before it.
            while ((await site.Stats()).Requests == 0) await bench.Wait(TimeSpan.FromMilliseconds(20));
            await bench.Wait(TimeSpan.FromSeconds(0.5 + random.NextDouble()));
            var old = site.Silos.ToList();
            var since = Stopwatch.GetTimestamp();
            await site.Redis.Flush();
            var gone = Task.WhenAll(old.Select(silo => Gone(silo, since)));
            if (anew) await BeginAnew(site);
            var times = await gone;
            unready.Add(times.Max(one => one.Unready));
            ended.Add(times.Max(one => one.Ended));
            peak = Math.Max(peak, (await site.Stats()).Peak);
            return $"not ready after {unready[^1]:F2} s, all gone after {ended[^1]:F2} s, peak {peak}";
        });
        Table.Row("the last of them is not ready, s", then, Spread.Of(unready).Show("0.00"), Goal.AtMost(MostSeconds, Spread.Of(unready).Most, " s"));
        Table.Row("the last of them has stopped, s", then, Spread.Of(ended).Show("0.00"), "");
        Table.Row(anew ? "the origin's peak over both clusters" : "the origin's peak", then, $"{peak}", Goal.AtMost(Site.Cap, peak));
    }

    private static async Task BeginAnew(Site site)
    {
        await site.AddSilo();
        await site.AddGateway();
        // The gateway of before may still know the old cluster; this one knows the new.
        var harvest = await site.StartHarvest("delay", Site.Cap, site.Gateways[1]);
        var state = (await site.Ended(harvest, site.Gateways[1])).GetProperty("state").GetString();
        if (state != "completed") throw new InvalidOperationException($"The new cluster's harvest is {state}.");
    }

    private async Task<(double Unready, double Ended)> Gone(Node silo, long since)
    {
        double? unready = null;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!silo.Process.HasExited)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience) throw new InvalidOperationException($"{silo.Address} goes on.");
            unready ??= await IsReady(http, silo) ? null : Stopwatch.GetElapsedTime(since).TotalSeconds;
            await bench.Wait(TimeSpan.FromMilliseconds(50));
        }

        var ended = Stopwatch.GetElapsedTime(since).TotalSeconds;
        return (unready ?? ended, ended);
    }

    private static async Task<bool> IsReady(HttpClient http, Node silo)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(silo.Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
