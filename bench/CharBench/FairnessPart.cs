using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Actors.CharBench.Http;
using Actors.HarvestBench;
using Actors.Unicode;

namespace Actors.CharBench;

/// <summary>
/// What others' giant results cost who asks for little. One client asks for 25 rows, one query after the other, while two others
/// read pages of 200 rows without pause: either all of <c>cjk</c>, following its cursors, or first pages of as many small results.
/// Pages, connections and nearly bytes are the same, so what differs is that the result is a giant. Without the gateway's cache, in
/// which two readers of the same pages would meet. Gateway and silo are two processes.
/// </summary>
internal sealed class FairnessPart(BenchOptions options, Workplace place)
{
    private const int Readers = 2;
    private const int PageRows = 200;
    private const int SmallRows = 25;

    /// <summary>Goal of p99 over p99.</summary>
    private const double MostTimes = 1.2;

    // How often each reader reads the giant in a phase.
    private readonly int _times = options.Quick ? 2 : 12;

    public async Task Run()
    {
        var names = NamedCharacters.Read(CharIndex.Load());
        ImmutableArray<string> small = Targets.Filling(names, SmallRows), pages = Targets.Filling(names, PageRows);
        using var node = await Node.TwoProcesses(place, ("Limits__CharCacheBytes", "0"));
        using var http = new HttpClient { BaseAddress = node.Address };
        var giantPages = (await ReadGiant(http, times: 1)).Pages * _times;
        var asker = new Asker(http, small);

        List<Phase> giants = [], others = [], idle = [];
        const int warmUps = 2;
        for (var round = -warmUps; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync(round < 0 ? "warming up" : $"round {round + 1}");
            // In turns, for what comes second may profit from what came first.
            Phase giant, other;
            if (round % 2 == 0)
            {
                giant = await Measure(asker, _ => ReadGiant(http, _times));
                other = await Measure(asker, reader => ReadSmall(http, pages, giantPages, reader));
            }
            else
            {
                other = await Measure(asker, reader => ReadSmall(http, pages, giantPages, reader));
                giant = await Measure(asker, _ => ReadGiant(http, _times));
            }

            var alone = await Measure(asker, _ => Nothing(TimeSpan.FromSeconds(giant.Seconds)));
            if (round < 0) continue;
            giants.Add(giant);
            others.Add(other);
            idle.Add(alone);
        }

        Table.Begin(
            $"Small queries ({SmallRows} rows) while {Readers} others read pages of {PageRows} rows; gateway and silo two processes",
            "the others read", ">p50, ms", ">p90, ms", ">p99, ms", ">most, ms", ">small queries/s", ">pages/s", ">bytes a page");
        Row("nothing", idle);
        Row("small results", others);
        Row("`cjk` to the end", giants);
        var (toOthers, toIdle) = (Ratio(giants, others), Ratio(giants, idle));
        Table.Begin("p99 while the others read `cjk` to the end", "over p99 while they read", ">times", "goal");
        Table.Row("as many pages of small results", toOthers.Show("0.00"), Goal.AtMost(MostTimes, toOthers.Median));
        Table.Row("nothing", toIdle.Show("0.00"), "");
        Console.WriteLine($"\n{giantPages * Readers:n0} pages in each phase of a round.");
    }

    private static Spread Ratio(List<Phase> giants, List<Phase> others) =>
        Spread.Of(giants.Zip(others, (giant, other) => giant.Times.P99 / other.Times.P99));

    private static void Row(string what, List<Phase> rounds)
    {
        var pages = rounds.Sum(round => round.Read.Pages);
        Table.Row(
        [
            what,
            .. Percentiles.Cells([.. rounds.Select(round => round.Times)], "0.00"),
            Spread.Of(rounds.Select(round => round.Asked / round.Seconds)).Show("n0"),
            pages == 0 ? "" : Spread.Of(rounds.Select(round => round.Read.Pages / round.Seconds)).Show("n0"),
            pages == 0 ? "" : $"{(double)rounds.Sum(round => round.Read.Bytes) / pages:n0}",
        ]);
    }

    // Small queries go on until the others have read all that they read.
    private static async Task<Phase> Measure(Asker asker, Func<int, Task<Read>> read)
    {
        var start = Stopwatch.GetTimestamp();
        var reading = Task.WhenAll(Enumerable.Range(0, Readers).Select(read));
        List<double> times = [];
        while (!reading.IsCompleted) times.Add(await asker.Ask());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = await reading;
        return new Phase(Percentiles.Of(times), times.Count, seconds, new Read(all.Sum(each => each.Pages), all.Sum(each => each.Bytes)));
    }

    private async Task<Read> Nothing(TimeSpan time)
    {
        await Task.Delay(time, TimeProvider.System, place.Stopping);
        return new Read(0, 0);
    }

    private async Task<Read> ReadGiant(HttpClient http, int times)
    {
        var read = new Read(0, 0);
        for (var time = 0; time < times; time++)
        {
            for (string? after = ""; after is not null;)
            {
                var target = new Uri($"{Targets.Of("cjk", PageRows)}&after={after}", UriKind.Relative);
                var page = await http.GetByteArrayAsync(target, place.Stopping);
                read = new Read(read.Pages + 1, read.Bytes + page.Length);
                after = Next(page);
            }
        }

        return read;
    }

    private async Task<Read> ReadSmall(HttpClient http, ImmutableArray<string> targets, int pages, int reader)
    {
        var read = new Read(0, 0);
        while (read.Pages < pages)
        {
            var target = targets[((read.Pages * Readers) + reader) % targets.Length];
            var page = await http.GetByteArrayAsync(new Uri(target, UriKind.Relative), place.Stopping);
            read = new Read(read.Pages + 1, read.Bytes + page.Length);
            Next(page);
        }

        return read;
    }

    // Cursors are base64url, and the last member of a page; reading all of it would only keep this process busy.
    private static string? Next(ReadOnlySpan<byte> page)
    {
        var member = page.LastIndexOf("\"next\":\""u8);
        if (member < 0) return null;
        var cursor = page[(member + "\"next\":\"".Length)..];
        return Encoding.ASCII.GetString(cursor[..cursor.IndexOf((byte)'"')]);
    }

    /// <param name="Pages">Of 200 rows, or the rest of a result.</param>
    private sealed record Read(int Pages, long Bytes);

    /// <param name="Times">Of the small queries, in milliseconds.</param>
    /// <param name="Asked">How many small queries those are.</param>
    private sealed record Phase(Percentiles Times, int Asked, double Seconds, Read Read);

    /// <summary>Asks one small query after the other, each time another one.</summary>
    private sealed class Asker(HttpClient http, ImmutableArray<string> targets)
    {
        private int _next;

        /// <summary>How long it took, in milliseconds.</summary>
        public async Task<double> Ask()
        {
            var target = new Uri(targets[_next++ % targets.Length], UriKind.Relative);
            var start = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(target);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
