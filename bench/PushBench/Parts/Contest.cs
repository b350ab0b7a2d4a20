using System.Diagnostics;
using System.Text.Json;
using Actors.PushBench.Load;
using Actors.PushBench.Processes;

namespace Actors.PushBench.Parts;

/// <summary>
/// One harvest to many subscribers; then the same bytes, in the same groups and at the same times, through each peer. What
/// our last run sent is recorded by one of its clients.
/// </summary>
internal sealed class Contest(Bench bench, Cluster cluster, LoadClient load, HarvestWish wish)
{
    public const string Gateway = "gateway";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private IReadOnlyList<Recorded> _recording = [];

    private int Clients => bench.Options.Clients;

    /// <summary>
    /// Ours and every peer once, in an order that changes with the round. The first two rounds are not counted: code is
    /// compiled in them.
    /// </summary>
    public async Task<Dictionary<string, List<Run>>> Rounds(string part, IReadOnlyList<Peer> peers)
    {
        Dictionary<string, List<Run>> runs = [];
        for (var round = -2; round < bench.Options.Rounds; round++)
        {
            await Bench.Say(round < 0 ? $"{part}: warming up" : $"{part}: round {round + 1} of {bench.Options.Rounds}");
            List<Run> now = [];
            await Bench.InTurns(round,
            [
                async () => now.Add(await Ours()),
                .. peers.Select<Peer, Func<Task>>(peer => async () => now.Add(await Theirs(peer))),
            ]);
            if (round < 0) continue;
            foreach (var run in now)
            {
                if (!runs.TryGetValue(run.Who, out var all)) runs[run.Who] = all = [];
                all.Add(run);
            }
        }

        return runs;
    }

    private async Task<Run> Ours()
    {
        var harvest = await cluster.Hold(wish);
        await load.Open(cluster.Crowd(Gateway, Clients, harvest) with { Records = true });
        await bench.Wait(Settle);
        await cluster.Origin.Reset();
        var silo = cluster.Silo.Cpu;
        var allocated = await cluster.Metric(Metrics.Allocated);
        var (cpu, client) = (cluster.Gateway.Cpu, (await load.Totals(Gateway)).Cpu);
        await cluster.Release();
        var totals = await Completed(Gateway);
        var run = new Run(Gateway, totals)
        {
            Cpu = cluster.Gateway.Cpu - cpu, SiloCpu = cluster.Silo.Cpu - silo, LoadCpu = totals.Cpu - client,
            Allocated = await cluster.Metric(Metrics.Allocated) - allocated,
        };
        _recording = await load.Recording(Gateway);
        run = run with { Delays = await load.Delays(Gateway, await Publication.Times(cluster.Origin, _recording)) };
        await load.Close(Gateway);
        return run;
    }

    private async Task<Run> Theirs(Peer peer)
    {
        await load.Open(peer.Crowd(peer.Name, Clients));
        await bench.Wait(Settle);
        var allocated = await peer.Allocated();
        var (cpu, client) = (peer.Process.Cpu, (await load.Totals(peer.Name)).Cpu);
        var published = await Publication.Repeat(_recording, peer, bench.Stopping);
        var totals = await Completed(peer.Name);
        var run = new Run(peer.Name, totals)
        {
            Cpu = peer.Process.Cpu - cpu, LoadCpu = totals.Cpu - client, Allocated = await peer.Allocated() - allocated,
            Delays = await load.Delays(peer.Name, published),
        };
        await load.Close(peer.Name);
        return run;
    }

    private async Task<Totals> Completed(string name)
    {
        var totals = await load.Until(name, totals => totals.Completed == Clients || totals.Faults > 0, Patience, "completed");
        return totals is { Faults: 0, Resets: 0, Reconnects: 0 }
            ? totals
            : throw new InvalidOperationException($"{name}: there are no figures of broken work: {totals}");
    }
}

/// <summary>One measurement of one server.</summary>
/// <param name="Who">The server.</param>
/// <param name="Totals">At its end.</param>
internal sealed record Run(string Who, Totals Totals)
{
    /// <summary>Processor time of the serving process, in seconds.</summary>
    public double Cpu { get; init; }

    /// <summary>Of the silo beside it.</summary>
    public double SiloCpu { get; init; }

    /// <summary>Of the load client.</summary>
    public double LoadCpu { get; init; }

    /// <summary>Bytes; null where that is not known.</summary>
    public double? Allocated { get; init; }

    public Delays? Delays { get; init; }

    public double PerCpuSecond => Totals.Deliveries / Cpu;
}

/// <summary>Names of series at <c>/metrics</c>.</summary>
internal static class Metrics
{
    public const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total";
    public const string FramesSent = "actors_gateway_frames_sent_total";
}

/// <summary>When events were published.</summary>
internal static class Publication
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(1);

    /// <summary>Of ours: when the origin had answered what an outcome is about, so nothing that we do in between is left out.</summary>
    public static async Task<Dictionary<long, long>> Times(OriginServer origin, IReadOnlyList<Recorded> recording)
    {
        var answered = await origin.Answered();
        Dictionary<long, long> published = [];
        foreach (var one in recording)
        {
            if (one.Seq is not { } seq) continue;
            using var json = JsonDocument.Parse(one.Text);
            if (json.RootElement.TryGetProperty("country", out var country))
                published[seq] = answered[country.GetProperty("code").GetString()!];
        }

        return published;
    }

    /// <summary>Publishes what was recorded as it came: what came together, together.</summary>
    /// <returns>When each number was published: before its request was sent.</returns>
    public static async Task<Dictionary<long, long>> Repeat(IReadOnlyList<Recorded> recording, Peer peer, CancellationToken stopping)
    {
        Dictionary<long, long> published = [];
        var start = Stopwatch.GetTimestamp();
        for (var index = 0; index < recording.Count;)
        {
            var first = recording[index];
            List<Recorded> group = [.. recording.Skip(index).TakeWhile(one => Stopwatch.GetElapsedTime(first.At, one.At) <= Together)];
            var due = Stopwatch.GetElapsedTime(recording[0].At, first.At) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due, TimeProvider.System, stopping);
            var now = Stopwatch.GetTimestamp();
            foreach (var one in group)
            {
                if (one.Seq is { } seq && one.Text.Contains("\"country\":{", StringComparison.Ordinal)) published[seq] = now;
            }

            await peer.Publish([.. group.Select(one => one.Text)]);
            index += group.Count;
        }

        return published;
    }
}
