using Actors.ClusterBench.Processes;
using Actors.PushBench.Processes;

namespace Actors.FeedBench;

/// <summary>Memory of a process in bytes, after it has collected its whole heap.</summary>
internal static class Memory
{
    public static async Task<double> Of(ServerProcess process, CancellationToken stopping)
    {
        await FullCollection.Of(process.Id, stopping);
        return process.KibiBytes * 1024;
    }

    /// <summary>The silo's heap after the last collection, without what lies free in it; in bytes.</summary>
    public static async Task<double> HeapOf(Site site, CancellationToken stopping)
    {
        await FullCollection.Of(site.Silo.Id, stopping);
        var metrics = (await site.Http.GetStringAsync(site.Metrics, stopping)).Split('\n');
        return Sum("heap_size") - Sum("heap_fragmentation_size");

        double Sum(string name) => metrics.Where(line => line.StartsWith($"dotnet_gc_last_collection_{name}_bytes{{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..]));
    }

    /// <summary>The most that it ever had resident.</summary>
    public static double PeakOf(ServerProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * double.Parse(line["VmHWM:".Length..^"kB".Length]);
    }
}
