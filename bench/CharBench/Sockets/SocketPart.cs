using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HarvestBench;
using Actors.Unicode;

namespace Actors.CharBench.Sockets;

/// <summary>From a keystroke to its first rows, over the WebSocket; gateway and silo are two processes, as shipped.</summary>
internal sealed class SocketPart(BenchOptions options, Workplace place)
{
    private const int Seed = 5;

    /// <summary>Goal of the 99th percentile.</summary>
    private const double Milliseconds = 30;

    private readonly int _keystrokes = options.Quick ? 500 : 2500;
    private readonly CharIndex _index = CharIndex.Load();
    private readonly Dictionary<string, int> _totals = [];

    public async Task Run()
    {
        var names = NamedCharacters.Read(_index);
        var random = new Random(Seed);
        using var node = await Node.TwoProcesses(place);
        await using var socket = await TypingSocket.Open(node.Address, place.Stopping);
        List<Percentiles> pings = [], typed = [], bursts = [];
        var others = 0;
        const int warmUps = 2;
        for (var round = -warmUps; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync(round < 0 ? "warming up" : $"round {round + 1}");
            // Other words each round: nothing was asked for before.
            var phrases = Phrases(names, random);
            string[] keystrokes = [.. phrases.SelectMany(Keystrokes)];
            // Now, not while the clock runs.
            foreach (var text in keystrokes) Total(text);
            var ping = await Each(keystrokes.Take(500), _ => socket.Ping());
            var one = await Each(keystrokes, async text =>
            {
                var start = Stopwatch.GetTimestamp();
                await socket.Type(text);
                var (at, superseded) = await socket.RowsOf(Total(text));
                return superseded == 0
                    ? Between(start, at)
                    : throw new InvalidOperationException($"'{text}' does not find what the index finds.");
            });
            var burst = await Each(phrases.Where(IsTold), async text =>
            {
                foreach (var keystroke in Keystrokes(text).SkipLast(1)) await socket.Type(keystroke);
                var start = Stopwatch.GetTimestamp();
                await socket.Type(text);
                var (at, superseded) = await socket.RowsOf(Total(text));
                others += round < 0 ? 0 : superseded;
                return Between(start, at);
            });
            if (round < 0) continue;
            pings.Add(ping);
            typed.Add(one);
            bursts.Add(burst);
        }

        Table.Begin(
            "Keystroke to first rows over the WebSocket, smart, 50 rows; gateway and silo two processes",
            "what", ">p50, ms", ">p90, ms", ">p99, ms", ">most, ms", "goal: p99");
        Table.Row(["ping and pong (no search)", .. Percentiles.Cells(pings, "0.00"), ""]);
        Row("a keystroke after the rows of the last one", typed);
        Row("the last keystroke of words typed at once", bursts);
        Console.WriteLine(
            $"\n{_keystrokes:n0} keystrokes a round (seed {Seed}); of words typed at once, {others:n0} superseded keystrokes were answered "
            + "all the same, before the last.");
    }

    private static double Between(long start, long end) => Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;

    private static async Task<Percentiles> Each(IEnumerable<string> texts, Func<string, Task<double>> milliseconds)
    {
        List<double> times = [];
        foreach (var text in texts) times.Add(await milliseconds(text));
        return Percentiles.Of(times);
    }

    private static void Row(string what, List<Percentiles> rounds)
    {
        var p99 = Spread.Of(rounds.Select(round => round.P99)).Median;
        Table.Row([what, .. Percentiles.Cells(rounds, "0.00"), Goal.AtMost(Milliseconds, p99, " ms")]);
    }

    // One to three words of a name, letter by letter; enough of them for a round.
    private ImmutableArray<string> Phrases(NamedCharacters names, Random random)
    {
        var phrases = ImmutableArray.CreateBuilder<string>();
        for (var keystrokes = 0; keystrokes < _keystrokes; keystrokes += phrases[^1].Length)
            phrases.Add(NamedCharacters.Draw(names.Explicit, random, 3));
        return phrases.ToImmutable();
    }

    private static IEnumerable<string> Keystrokes(string phrase) => Enumerable.Range(1, phrase.Length).Select(length => phrase[..length]);

    // Rows do not say which query they are of; where its total is unlike those of all keystrokes before it, it tells.
    private bool IsTold(string phrase) => Keystrokes(phrase).SkipLast(1).All(text => Total(text) != Total(phrase));

    private int Total(string text)
    {
        if (!_totals.TryGetValue(text, out var total))
        {
            var found = _index.Find(new CharQuery(text, CharMode.Smart), new CharWindow(1), RowFormat.Json, new ArrayBufferWriter<byte>());
            _totals[text] = total = found.Total;
        }

        return total;
    }
}
