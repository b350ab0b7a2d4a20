using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Actors.ClusterBench.Processes;

/// <summary>Makes another process collect its whole heap: without it, what is old and dead counts as used until the collector gets round to it.</summary>
internal static class FullCollection
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    // Whoever begins to listen to it begins a collection: "GC events and providers" of .NET's documentation, GCHeapCollect.
    private const long HeapCollect = 0x80_0000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task Of(int process, CancellationToken stopping)
    {
        var client = new DiagnosticsClient(process);
        using var session = await client.StartEventPipeSessionAsync([new EventPipeProvider(Runtime, EventLevel.Informational, HeapCollect)], requestRundown: false, token: stopping);
        var reading = session.EventStream.CopyToAsync(Stream.Null, stopping);
        await Task.Delay(Patience, TimeProvider.System, stopping);
        await session.StopAsync(stopping);
        await reading;
    }
}
