using System.Diagnostics;
using System.Runtime.InteropServices;
using Actors.CharBench;
using Actors.FeedBench;
using Actors.HarvestBench;

// The large feed of the practice origin: how long until it can be walked, what it costs in memory, and how long a step takes.
// dotnet run -c Release --project bench/FeedBench [rounds, default 5]. See bench/README.md.
const int steps = 2_000;
const double mostMemory = 3;
const double mostMilliseconds = 5;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 5;

return await Interruptible.Run("feedbench", async (folder, stopping) =>
{
    List<double> loads = [], memories = [], heaps = [], peaks = [];
    List<Percentiles> one = [], eight = [];
    double bytes = 0;
    for (var round = 1; round <= rounds; round++)
    {
        using var site = await Site.Start(Directory.CreateDirectory(Path.Combine(folder, $"{round}")).FullName, stopping);
        // What any feed costs, code above all, is not this one's.
        var small = await Walk.Through(site, "sample", new Random(round), stopping);
        await small.Take(site, 3 * steps, atOnce: 8, stopping);
        var idle = await Memory.Of(site.Silo, stopping);
        var idleHeap = await Memory.HeapOf(site, stopping);
        var idlePeak = Memory.PeakOf(site.Silo);
        var since = Stopwatch.GetTimestamp();
        await site.Get("/v1/feeds/large", stopping);
        loads.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        bytes = (await site.Get("/v1/feeds", stopping)).GetProperty("items").EnumerateArray()
            .First(feed => feed.GetProperty("name").GetString() == "large").GetProperty("bytes").GetDouble();
        peaks.Add((Memory.PeakOf(site.Silo) - idlePeak) / bytes);
        var walk = await Walk.Through(site, "large", new Random(round), stopping);
        await walk.Take(site, steps, atOnce: 1, stopping);
        one.Add(Percentiles.Of(await walk.Take(site, steps, atOnce: 1, stopping)));
        eight.Add(Percentiles.Of(await walk.Take(site, steps, atOnce: 8, stopping)));
        await Task.Delay(TimeSpan.FromSeconds(80), stopping);
        memories.Add((site.Silo.KibiBytes * 1024 - idle) / bytes);
        heaps.Add((await Memory.HeapOf(site, stopping) - idleHeap) / bytes);
        await Console.Error.WriteLineAsync($"round {round}: {loads[^1]:F2} s, {heaps[^1]:F2} x the file on the heap, {memories[^1]:F2} x resident, peak {peaks[^1]:F2} x, p99 {one[^1].P99:F2} and {eight[^1].P99:F2} ms");
    }

    Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(" #")[0]}, {RuntimeInformation.FrameworkDescription}, {rounds} rounds");
    Table.Begin($"A feed of {bytes / 1e6:F1} MB", "what", ">median (least-most)", "goal");
    Table.Row("from the first request to its answer: downloaded, checked, stored, parsed, s", Spread.Of(loads).Show("0.00"), "");
    Table.Row("the silo's heap for it, x the file", Spread.Of(heaps).Show("0.00"), Goal.AtMost(mostMemory, Spread.Of(heaps).Most));
    Table.Row("the silo's resident memory for it, x the file", Spread.Of(memories).Show("0.00"), Goal.AtMost(mostMemory, Spread.Of(memories).Most));
    Table.Row("the most that the silo had resident while it came, above idle, x the file", Spread.Of(peaks).Show("0.00"), "");
    Table.Begin($"{steps:n0} random steps over HTTP, ms", "at once", ">p50", ">p90", ">p99", ">most", "goal");
    Table.Row(["1", .. Percentiles.Cells(one, "0.00"), Goal.AtMost(mostMilliseconds, Spread.Of(one.Select(times => times.P99)).Median, " ms")]);
    Table.Row(["8", .. Percentiles.Cells(eight, "0.00"), Goal.AtMost(mostMilliseconds, Spread.Of(eight.Select(times => times.P99)).Median, " ms")]);
});
