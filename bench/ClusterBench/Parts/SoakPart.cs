using System.Diagnostics;
using System.Globalization;
using Actors.CharBench;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.ClusterBench.Processes;

namespace Actors.ClusterBench.Parts;

/// <summary>Harvest after harvest for ten minutes, 200 watchers of each: what grows that should not.</summary>
internal sealed class SoakPart(Bench bench)
{
    public const string Name = "soak";

    private const int Watchers = 200;
    private const double MostPerMinute = 1;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    // Until then it still compiles and fills its pools.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    public async Task Run()
    {
        await using var site = await Site.Start(bench, silos: 3, gateways: 2);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(bench.Stopping);
        var since = Stopwatch.GetTimestamp();
        var looking = Look(site, since, enough.Token);
        var (harvests, events) = (0, 0L);
        while (Stopwatch.GetElapsedTime(since) < Length)
        {
            var harvest = await site.StartHarvest("local", 20);
            events += (await Task.WhenAll(Enumerable.Range(0, Watchers).Select(number => Watch(site, number, harvest)))).Sum();
            harvests++;
        }

        await enough.CancelAsync();
        var samples = (await looking).GroupBy(sample => sample.Node).ToList();
        Table.Begin(
            $"{Length.TotalMinutes} minutes of harvests, one after the other, {Watchers} watchers of each", "process", ">heap after a full collection, MB: first, last", ">MB a minute", ">handles: first, last", "goal");
        foreach (var node in samples)
        {
            var (first, last) = (node.First(), node.Last());
            var slope = Slope([.. node.Select(sample => (sample.Minute, sample.Megabytes))]);
            Table.Row(
                node.Key, $"{first.Megabytes:F0}, {last.Megabytes:F0}", slope.ToString("0.00", CultureInfo.InvariantCulture), $"{first.Handles}, {last.Handles}",
                Goal.AtMost(MostPerMinute, slope, " MB"));
        }

        Console.WriteLine($"\n{harvests} harvests, {events:n0} events delivered; counted after {WarmUp.TotalMinutes} minutes.");
    }

    private async Task<long> Watch(Site site, int number, string harvest)
    {
        using var client = new ActorsClient(site.Gateways[number % site.Gateways.Count].Address);
        var count = 0L;
        await foreach (var news in client.WatchHarvestAsync(harvest, cancellationToken: bench.Stopping))
            count += news is HarvestEvent.Progress ? 0 : 1;
        return count;
    }

    private static async Task<List<Sample>> Look(Site site, long since, CancellationToken stopping)
    {
        List<Sample> samples = [];
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Stopwatch.GetElapsedTime(since) < WarmUp) continue;
            foreach (var (node, name) in site.Silos.Select((node, number) => (node, $"silo {number + 1}")).Concat(site.Gateways.Select((node, number) => (node, $"gateway {number + 1}"))))
            {
                await FullCollection.Of(node.Process.Id, CancellationToken.None);
                var metrics = await site.Http.GetStringAsync(new Uri(node.Address, "/metrics"), CancellationToken.None);
                samples.Add(new Sample(name, Stopwatch.GetElapsedTime(since).TotalMinutes, Heap(metrics) / 1e6, node.Process.Handles));
            }
        }

        return samples;
    }

    /// <summary>All generations after their last collection.</summary>
    private static double Heap(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>Of the straight line through all, by least squares.</summary>
    private static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }

    private sealed record Sample(string Node, double Minute, double Megabytes, int Handles);
}
