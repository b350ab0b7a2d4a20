using System.Collections.Immutable;
using Actors.HarvestBench;
using Actors.Unicode;

namespace Actors.CharBench.Http;

/// <summary>Look-ups over HTTP beside a bare Kestrel endpoint that sends a fixed body of the same size, in turns.</summary>
internal sealed class HttpPart(BenchOptions options, Workplace place)
{
    /// <summary>How many answers the size of the fixed body is the mean of.</summary>
    private const int Sampled = 2000;

    // A run asks more often than there are different queries, so the cache would answer some.
    private static readonly (string, string) NoCache = ("Limits__CharCacheBytes", "0");

    private readonly Wrk _wrk = new(place, options.Quick ? 1 : 3);

    public async Task Run()
    {
        var names = NamedCharacters.Read(CharIndex.Load());
        ImmutableArray<string> short25 = Targets.Filling(names, 25), long200 = Targets.Filling(names, 200);
        await Console.Error.WriteLineAsync($"{short25.Length} different targets of 25 rows, {long200.Length} of 200");
        Case[] cases =
        [
            new("hot query", 25, 0.95, [Targets.Of("digit", 25)], IsSplit: false, []),
            new("every query different", 25, 0.85, short25, IsSplit: false, [NoCache]),
            new("every query different", 25, 0.55, short25, IsSplit: true, [NoCache]),
            new("hot query", 200, null, [Targets.Of("digit", 200)], IsSplit: false, []),
            new("every query different", 200, null, long200, IsSplit: false, [NoCache]),
            new("every query different", 200, null, long200, IsSplit: true, [NoCache]),
        ];
        Table.Begin(
            "HTTP beside a fixed body of the same size",
            "what", ">rows", "processes", ">fixed body, req/s", ">ours, req/s", ">ours / fixed", "goal", ">bytes: fixed", ">ours",
            ">CPU µs a request: fixed", ">ours");
        foreach (var each in cases) await Measure(each);
    }

    private async Task Measure(Case each)
    {
        await Console.Error.WriteLineAsync($"{each.What}, {each.Rows} rows, {(each.IsSplit ? "two processes" : "one process")}");
        var targets = Path.Combine(place.NewFolder(), "targets");
        await File.WriteAllLinesAsync(targets, each.Targets);
        using var node = each.IsSplit ? await Node.TwoProcesses(place, each.Settings) : await Node.OneProcess(place, each.Settings);
        var sample = await Sample.Take(node.Address, each.Targets.Take(Sampled));
        var (process, address) = await FixedServer.Start(place, sample);
        using var fixedServer = process;

        // Ours is more code, which the runtime compiles again and again while it learns; half a minute of load until it has settled.
        for (var warmUp = 0; warmUp < (options.Quick ? 1 : 10); warmUp++)
        {
            if (warmUp % 3 == 0) await _wrk.Run(address, targets);
            await _wrk.Run(node.Address, targets);
        }

        List<Round> theirs = [await Load(address, () => [fixedServer.Cpu])], ours = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            ours.Add(await Load(node.Address, () => node.Cpu));
            theirs.Add(await Load(address, () => [fixedServer.Cpu]));
        }

        // A round of ours lies between two of the baseline.
        var around = theirs.Zip(theirs.Skip(1), (before, after) => (before.Load.PerSecond + after.Load.PerSecond) / 2);
        var ratio = Spread.Of(ours.Zip(around, (round, mean) => round.Load.PerSecond / mean));
        Table.Row(
            each.What, $"{each.Rows}", each.IsSplit ? "gateway + silo" : "one", PerSecond(theirs), PerSecond(ours), ratio.Show("0.00"),
            each.Goal is { } goal ? Goal.AtLeast(goal, ratio.Median) : "", Bytes(theirs), Bytes(ours), Cpu(theirs), Cpu(ours));

        async Task<Round> Load(Uri server, Func<TimeSpan[]> cpu)
        {
            var before = cpu();
            var load = await _wrk.Run(server, targets);
            return new Round(load, [.. cpu().Zip(before, (after, start) => (after - start).TotalMicroseconds / load.Requests)]);
        }
    }

    private static string PerSecond(List<Round> rounds) => Spread.Of(rounds.Select(round => round.Load.PerSecond)).Show("n0");

    private static string Bytes(List<Round> rounds) => $"{rounds.Average(round => round.Load.Bytes):n0}";

    // Gateway and silo each, if they are two.
    private static string Cpu(List<Round> rounds) => string.Join(
        " + ", Enumerable.Range(0, rounds[0].Cpu.Length).Select(number => Spread.Of(rounds.Select(round => round.Cpu[number])).Show("0")));

    /// <param name="Rows">Of a page.</param>
    /// <param name="Goal">Least ratio; null = none.</param>
    /// <param name="IsSplit">Gateway and silo are two processes.</param>
    private sealed record Case(
        string What, int Rows, double? Goal, ImmutableArray<string> Targets, bool IsSplit, (string Key, string Value)[] Settings);

    /// <param name="Cpu">Microseconds of processor time a request, of each serving process.</param>
    private sealed record Round(Load Load, double[] Cpu);
}
