using System.Diagnostics;
using Actors.HarvestBench;
using Actors.Unicode;

namespace Actors.CharBench.InProcess;

/// <summary>
/// Queries of 1-3 words of random names that are names of their own. Once each many times in a row, as benchmarks have it; and
/// once as they come, each time another one, so that neither the branch predictor nor the processor's nearest cache knows the
/// next. Then each is timed by itself, and the clock's own 20-30 ns are in the figures of both sides.
/// </summary>
internal sealed class SamplePart(BenchOptions options, CharIndex index, NamedCharacters names, BookIndex book)
{
    private const int Seed = 3;
    private const int Size = 2000;
    private const int MostWords = 3;

    /// <summary>In a row.</summary>
    private const int Repeats = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly int _passes = options.Quick ? 2 : 20;

    public void Run()
    {
        Table.Begin(
            $"{Size:n0} random queries of 1-{MostWords} words, one row (seed {Seed})",
            "how", "who", ">p50, ns", ">p90, ns", ">p99, ns", ">most, ns", "goal");
        var random = new Random(Seed);
        LookUp[] lookUps =
            [.. Enumerable.Range(0, Size).Select(_ => new LookUp(index, NamedCharacters.Draw(names.Explicit, random, MostWords)))];
        Func<LookUp, int> theirs = lookUp => book.Find(lookUp.Text).Length, ours = lookUp => lookUp.Find().Total;
        Measure("in a row", find => InARow(lookUps, find));
        Measure("each time another", find => Mixed(lookUps, random, find));

        void Measure(string how, Func<Func<LookUp, int>, Percentiles> round)
        {
            List<Percentiles> baseline = [], figures = [];
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            {
                round(theirs);
                round(ours);
            }

            for (var number = 0; number < options.Rounds; number++)
            {
                baseline.Add(round(theirs));
                figures.Add(round(ours));
            }

            Table.Row([how, "the book's way", .. Percentiles.Cells(baseline, "0"), ""]);
            var median = Spread.Of(figures.Select(each => each.P50)).Median;
            Table.Row([how, "ours", .. Percentiles.Cells(figures, "0"), Goal.AtMost(1000, median)]);
        }
    }

    private static Percentiles InARow(LookUp[] lookUps, Func<LookUp, int> find)
    {
        var times = new List<double>(lookUps.Length);
        foreach (var lookUp in lookUps)
        {
            var start = Stopwatch.GetTimestamp();
            for (var repeat = 0; repeat < Repeats; repeat++) find(lookUp);
            times.Add(Nanoseconds.Between(start, Stopwatch.GetTimestamp()) / Repeats);
        }

        return Percentiles.Of(times);
    }

    private Percentiles Mixed(LookUp[] lookUps, Random random, Func<LookUp, int> find)
    {
        var times = new List<double>(lookUps.Length * _passes);
        for (var pass = 0; pass < _passes; pass++)
        {
            random.Shuffle(lookUps);
            foreach (var lookUp in lookUps)
            {
                var start = Stopwatch.GetTimestamp();
                find(lookUp);
                times.Add(Nanoseconds.Between(start, Stopwatch.GetTimestamp()));
            }
        }

        return Percentiles.Of(times);
    }
}
