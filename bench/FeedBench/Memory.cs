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

    /// <summary>The most that it ever had resident.</summary>
    public static double PeakOf(ServerProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * double.Parse(line["VmHWM:".Length..^"kB".Length]);
    }
}
