using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Harvests;

/// <summary>
/// kill -9 of a node in the middle of harvests, again and again. <c>ACTORS_KILLS</c> says how often (default 6),
/// <c>ACTORS_SEED</c> chooses the moments (default: another each time, printed with the result).
/// </summary>
public sealed partial class CrashTests(ITestOutputHelper output)
{
    private const int KillsPerHarvest = 3;
    private const int Cap = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_harvest_survives_kill_9_at_any_moment_and_nothing_final_is_fetched_or_announced_again()
    {
        var kills = Number("ACTORS_KILLS") ?? 6;
        var seed = Number("ACTORS_SEED") ?? Random.Shared.Next();
        output.WriteLine($"ACTORS_KILLS={kills} ACTORS_SEED={seed}");
        var random = new Random(seed);
        try
        {
            for (var left = kills; left > 0; left -= KillsPerHarvest)
                await Harvest(Math.Min(left, KillsPerHarvest), random);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"With ACTORS_KILLS={kills} ACTORS_SEED={seed}: {e.Message}", e);
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task<RunningGateway> Serve(Stage stage, Uri address) =>
        stage.StartServe(address, ("Origin__Embedded", "false"), ("Origins__delay__MaxConcurrency", $"{Cap}"));

    private async Task Harvest(int kills, Random random)
    {
        await using var stage = new Stage();
        await stage.StartOrigin(("Origin__Delay", "00:00:00.03"));
        var address = Stage.FreeAddress();
        var node = await Serve(stage, address);
        using var client = new ActorsClient(address);
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "delay", All = true, Concurrency = Cap }, null, Cancel);
        var witness = new Witness(harvest.Id, harvest.Epoch);
        List<Crash> crashes = [];

        for (var left = kills; left > 0; left--)
        {
            var crash = await Kill(stage, node, client, harvest.Id, witness, left, random);
            node = await Serve(stage, address);
            crashes.Add(crash with { Next = node.Process });
        }

        await witness.WatchToTheEnd(address).WaitAsync(Patience, Cancel);
        await AssertWhole(client, harvest.Id, witness);
        await AssertNothingFinalWasAskedForAgain(stage.Origin, crashes);
        await Report(stage.Origin, crashes);
    }

    // The moment is so many outcomes from now and then some milliseconds more, so that it falls before, between and after
    // the writes of the store, the first and the last included.
    private static async Task<Crash> Kill(Stage stage, RunningGateway node, ActorsClient client, string id, Witness witness, int left, Random random)
    {
        var open = 249 - (int)witness.Seq;
        var moment = witness.Seq + random.Next(0, Math.Max(2, open * 3 / 2 / left));
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * 40);

        var watching = witness.Watch(node.Address);
        await Task.WhenAny(witness.Reached(moment), watching).WaitAsync(Patience, Cancel);
        await Task.Delay(delay, TimeProvider.System, Cancel);
        // Every other time, so that the read does not always come between an outcome and the kill.
        var readable = left % 2 == 0 ? await client.GetHarvestAsync(id, Cancel) : null;
        await node.Process.Kill();
        await watching.WaitAsync(Patience, Cancel);

        // Its requests have all arrived: a dead process sends none.
        var final = witness.Outcomes.Keys.ToHashSet();
        final.UnionWith(readable?.Countries.Where(country => country.IsFinal).Select(country => country.Code) ?? []);
        return new Crash($"{delay.TotalMilliseconds:F1} ms after event {moment}", (await stage.Origin.Stats()).Requests, final);
    }

    private static async Task AssertWhole(ActorsClient client, string id, Witness witness)
    {
        Assert.Equal(250, witness.Seq);
        Assert.Equal(249, witness.Outcomes.Count(outcome => outcome.Value == "ok"));
        var end = await client.GetHarvestAsync(id, Cancel);
        Assert.Equal(HarvestStates.Completed, end.State);
        Assert.Equal((249, 0, 249, 0, 0, 0), (end.Total, end.Pending, end.Ok, end.NotFound, end.Failed, end.Cancelled));
        Assert.Equal(249, end.Countries.Count(country => country.State == CountryStates.Ok));
    }

    private static async Task AssertNothingFinalWasAskedForAgain(OriginControl origin, IReadOnlyList<Crash> crashes)
    {
        var events = await origin.Events();
        foreach (var crash in crashes)
            Assert.DoesNotContain(events, later => later.Sequence > crash.Requests && crash.Final.Contains(later.Country));
        var stats = await origin.Stats();
        Assert.Equal(498, stats.Paths);
        Assert.InRange(stats.Peak, 1, Cap);
    }

    // What the next process found stored comes from its log, so it is told but not relied on: the moments between stored and announced.
    private async Task Report(OriginControl origin, IReadOnlyList<Crash> crashes)
    {
        foreach (var crash in crashes)
        {
            var found = crash.Next!.Error.Lines.Select(line => Continues().Match(line)).FirstOrDefault(match => match.Success);
            var stored = found is null ? "all" : $"{249 - int.Parse(found.Groups["open"].ValueSpan, CultureInfo.InvariantCulture)}";
            output.WriteLine($"killed {crash.Moment}: {crash.Requests} requests sent, {stored} outcomes stored, {crash.Final.Count} announced");
        }

        output.WriteLine($"completed with {(await origin.Stats()).Requests} requests; without a crash it takes 498");
    }

    [GeneratedRegex("continues with (?<open>[0-9]+) open countries", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continues();

    /// <param name="Moment">For people.</param>
    /// <param name="Requests">How many requests had arrived at the origin.</param>
    /// <param name="Final">The countries whose outcome had been announced or read.</param>
    /// <param name="Next">The process that took over.</param>
    private sealed record Crash(string Moment, long Requests, IReadOnlySet<string> Final, RunningProcess? Next = null);
}
