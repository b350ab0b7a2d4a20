using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>
/// A quarter of the exchanges fails, at 50 at once: 503, where only asking again helps, or 429 with Retry-After 1, where asking again
/// too soon is what no owner of an origin forgives.
/// </summary>
internal sealed class FaultPart(Bench bench, string name, Temper temper, bool asksForTime)
{
    public const string Errors = "errors";
    public const string Holds = "holds";
    private const int AtOnce = 50;

    public static Temper ErrorsAt(int port) => new(port, "s503", "rate=0.25&delay=100");

    public static Temper HoldsAt(int port) => new(port, "r429", "rate=0.25&retryAfter=1&delay=100");

    public async Task Run()
    {
        Dictionary<string, List<Figure>> rows = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"{name}: round {round + 1} of {bench.Options.Rounds}");
            await Bench.InTurns(
                round,
                [
                    () => Keep("harvest", async () => (
                        (await bench.Node.Harvest(new HarvestOrder { Origin = bench.Node.Unused(name), All = true, Concurrency = AtOnce })).Seconds, Bench.Exchanges)),
                    .. bench.Peers.Installed.Select<string, Func<Task>>(peer => () => Keep(peer, () => bench.Peers.Fetch(peer, temper.All, AtOnce))),
                ]);
        }

        Table.Begin(
            asksForTime ? "25 % 429 with Retry-After 1" : "25 % 503", "who", ">s", ">bodies", "goal", ">requests, most", ">floor", "goal", ">hastiest retry, ms early", "goal");
        foreach (var (who, row) in rows)
        {
            var isOurs = who == "harvest";
            var (bodies, requests, floor) = (row.Min(one => one.Bodies), row.Max(one => one.Seen.Requests), row[0].Floor);
            var earliest = row.Max(one => one.Seen.Earliest);
            Table.Row(
                who, Spread.Of(row.Select(one => one.Seconds)).Show("0.00"), $"{bodies}", isOurs ? Goal.AtLeast(Bench.Exchanges, bodies) : "",
                $"{requests}", $"{floor}", isOurs ? Goal.AtMost(floor, requests) : "",
                earliest?.ToString("0.0") ?? "", isOurs && earliest is { } early ? Goal.AtMost(0, early) : "");
        }

        async Task Keep(string who, Func<Task<(double Seconds, int Bodies)>> measure)
        {
            await bench.Origin.Reset();
            var (seconds, bodies) = await measure();
            if (!rows.TryGetValue(who, out var row)) rows[who] = row = [];
            row.Add(new Figure(seconds, bodies, await bench.Origin.Seen(), Floor()));
        }
    }

    /// <summary>The fewest requests with which all bodies can be had: each path until its first good attempt, which the seed decides (docs/origin.md).</summary>
    private int Floor() => temper.All.Sum(url =>
    {
        var path = url.AbsolutePath[(temper.Mode.Length + 1)..];
        return Enumerable.Range(1, 1000).First(attempt => Draw.Of(seed: 1, temper.Mode, path, attempt) >= 0.25);
    });

    private sealed record Figure(double Seconds, int Bodies, Seen Seen, int Floor);
}
