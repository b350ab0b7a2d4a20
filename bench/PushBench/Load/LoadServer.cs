using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.CharBench;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.PushBench.Load;

/// <summary>
/// The load client as a process of its own: thousands of WebSocket clients on bare sockets, steered over HTTP. All that
/// it does for a delivery is done in the thread that polls the sockets, so that it takes little of the machine that it shares
/// with what is measured.
/// </summary>
internal static class LoadServer
{
    private const int AtOnce = 64;
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(90);
    private static readonly ConcurrentDictionary<string, Watcher[]> Crowds = new();

    /// <summary>Received data is handled where it is noticed; with one such thread there are no hand-overs at all.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1",
    };

    public static async Task Run(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        await using var app = builder.Build();
        app.MapGet("/ready", () => Results.Ok());
        app.MapPost("/open", Open);
        app.MapPost("/hurry", (string name) => Each(name, watcher => watcher.Hurry()));
        app.MapPost("/close", (string name) =>
        {
            Each(name, watcher => watcher.Dispose());
            Crowds.TryRemove(name, out _);
        });
        app.MapGet("/totals", (string name) => Sum(Crowds[name]));
        app.MapGet("/recording", (string name) => Crowds[name][0].Recording);
        app.MapPost("/delays", (string name, Dictionary<long, long> published) => Measure(Crowds[name], published));
        await app.RunAsync();
    }

    private static async Task<IResult> Open(Crowd crowd)
    {
        Watcher[] watchers = [.. Enumerable.Range(0, crowd.Count).Select(number => new Watcher(crowd, number))];
        Crowds[crowd.Name] = watchers;
        try
        {
            await Parallel.ForEachAsync(watchers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (watcher, aborted) =>
            {
                // It runs for as long as its connection, and reports its end itself.
                var running = watcher.Run();
                await Task.WhenAny(running, watcher.Ready.WaitAsync(ReadyTimeout, TimeProvider.System, aborted));
                if (running.IsFaulted) await running;
                if (!watcher.Ready.IsCompletedSuccessfully) throw new TimeoutException($"{watcher.FirstFault ?? "not ready in time"}");
            });
            return Results.Ok();
        }
        catch (TimeoutException failure)
        {
            return Results.Text(failure.Message, statusCode: StatusCodes.Status504GatewayTimeout);
        }
    }

    private static void Each(string name, Action<Watcher> action)
    {
        foreach (var watcher in Crowds[name]) action(watcher);
    }

    private static Totals Sum(Watcher[] watchers)
    {
        var resumed = watchers.Where(watcher => watcher.ResumedAt > 0).ToList();
        var silences = watchers.Select(watcher => Seconds(watcher.LongestSilence)).Order().ToList();
        var trails = watchers.SelectMany(watcher => watcher.Trails).ToList();
        return new Totals
        {
            Connected = watchers.Count(watcher => watcher.IsConnected),
            Completed = watchers.Count(watcher => watcher.IsComplete),
            Deliveries = trails.Sum(trail => trail.Numbered + trail.Progress),
            Numbered = trails.Sum(trail => trail.Numbered),
            Progress = trails.Sum(trail => trail.Progress),
            Bytes = watchers.Sum(watcher => watcher.Bytes),
            Faults = watchers.Sum(watcher => watcher.Faults),
            FirstFault = watchers.FirstOrDefault(watcher => watcher.FirstFault is not null)?.FirstFault,
            Resets = watchers.Sum(watcher => watcher.Resets),
            Reconnects = watchers.Sum(watcher => Math.Max(0, watcher.Connections - 1)),
            LastResumed = resumed.Count == 0 ? 0 : resumed.Max(watcher => watcher.ResumedAt),
            Resumed = resumed.Count,
            LongestSilence = silences[^1],
            MedianSilence = silences[silences.Count / 2],
            Contents = [.. watchers.SelectMany(watcher => watcher.Trails).GroupBy(trail => trail.Topic)
                .OrderBy(topic => topic.Key, StringComparer.Ordinal).SelectMany(topic => topic.Select(trail => trail.Content).Distinct())],
            Cpu = System.Environment.CpuUsage.TotalTime.TotalSeconds,
        };
    }

    private static Delays Measure(Watcher[] watchers, Dictionary<long, long> published)
    {
        var arrivals = watchers.Select(watcher => watcher.Trails[0])
            .SelectMany(trail => trail.Arrivals.ToArray().Select((at, index) => (Seq: trail.First + index, At: at)))
            .GroupBy(arrival => arrival.Seq, arrival => arrival.At).Select(group => (Seq: group.Key, All: group.ToList())).ToList();
        var timed = arrivals.Where(group => published.ContainsKey(group.Seq)).ToList();
        return new Delays(
            Percentiles.Of([.. timed.SelectMany(group => Since(published[group.Seq], group.All))]),
            Percentiles.Of([.. timed.SelectMany(group => Since(published[group.Seq], [group.All.Min()]))]),
            Percentiles.Of([.. arrivals.SelectMany(group => Since(group.All.Min(), group.All))]));

        static IEnumerable<double> Since(long start, List<long> all) => all.Select(at => Seconds(at - start) * 1000);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
