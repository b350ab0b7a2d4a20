using Actors.HarvestBench;
using Actors.Unicode;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Actors.CharBench.InProcess;

/// <summary><see cref="CharIndex.Find"/> without grain, network or serializer.</summary>
internal sealed class IndexPart(BenchOptions options, Workplace place)
{
    private const int Deep = 90_000;
    private const double Micro = 1000;

    private static readonly string[] Words =
    [
        "rook", "digit", "cjk", "cat face", "black chess", "small letter", "cjk ideograph", "hangul syllable", "mathematical bold capital",
        "latin small letter a with acute",
    ];

    private readonly CharIndex _index = CharIndex.Load();

    public async Task Run()
    {
        var names = NamedCharacters.Read(_index);
        var book = new BookIndex(names);
        await Say("random queries");
        new SamplePart(options, _index, names, book).Run();
        await Say("deep pages");
        Pages();
        await Say("looking for the slowest queries");
        var worst = new WorstQueries(_index, names, options.Quick);
        var (exact, prefix, typed) = (worst.Exact(), worst.Prefix(CharMode.Words), worst.Prefix(CharMode.Smart));
        await Say("BenchmarkDotNet");
        Measure(book, exact, prefix);
        Typed(typed);
    }

    private static Task Say(string what) => Console.Error.WriteLineAsync(what);

    private void Measure(BookIndex book, string exact, string prefix)
    {
        IndexBenchmarks.Given = [.. Words.Append(exact).Append(prefix).Select(text => new LookUp(_index, text))];
        IndexBenchmarks.Book = book;
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithStrategy(RunStrategy.Throughput)
            .WithIterationTime(TimeInterval.FromMilliseconds(options.Quick ? 20 : 100))
            .WithWarmupCount(options.Quick ? 1 : 3).WithIterationCount(options.Rounds);
        var summary = BenchmarkRunner.Run<IndexBenchmarks>(ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance).WithArtifactsPath(place.NewFolder()).WithOptions(ConfigOptions.DisableLogFile));
        if (summary.HasCriticalValidationErrors)
            throw new InvalidOperationException(string.Join(Environment.NewLine, summary.ValidationErrors));

        Table.Begin(
            "One search, one row; BenchmarkDotNet",
            "query", ">results", ">the book's way, µs", ">ours, µs", ">times as fast", "goal, µs",
            ">allocated, B: the book's way", ">ours", ">its thread alone", "goal");
        for (var number = 0; number < IndexBenchmarks.Given.Length; number++)
        {
            var lookUp = IndexBenchmarks.Given[number];
            var baseline = Report(nameof(IndexBenchmarks.TheBooksWay), number);
            var ours = Report(nameof(IndexBenchmarks.Ours), number);
            var (label, goal) = lookUp.Text == exact ? ("worst exact: ", 5.0) : lookUp.Text == prefix ? ("worst prefix: ", 30.0) : ("", 0);
            var median = ours.ResultStatistics!.Median / Micro;
            // The diagnoser counts what the runtime's own threads allocate meanwhile; a few of those bytes may fall on a call.
            var allocated = lookUp.Allocated();
            Table.Row(
                label + lookUp.Text, $"{lookUp.Find().Total:n0}", Show(baseline), Show(ours),
                $"{baseline.ResultStatistics!.Median / ours.ResultStatistics.Median:n1}", goal == 0 ? "" : Goal.AtMost(goal, median),
                Allocated(baseline), Allocated(ours), $"{allocated}", Goal.AtMost(0, allocated));
        }

        BenchmarkReport Report(string method, int number) => summary.Reports.Single(each =>
            each.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
            && each.BenchmarkCase.Parameters[nameof(IndexBenchmarks.Number)] is int value && value == number);
    }

    private static string Allocated(BenchmarkReport report) =>
        $"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0:n0}";

    private static string Show(BenchmarkReport report)
    {
        var figures = report.ResultStatistics!;
        return new Spread(figures.Median / Micro, figures.Min / Micro, figures.Max / Micro).Show("0.000");
    }

    // The first page is measured before and after each deep one: what is compared lies next to each other in time.
    private void Pages()
    {
        Table.Begin("Pages of `cjk`, rows as JSON", ">rows", "page", ">µs", ">times the first page", "goal");
        foreach (var limit in new[] { 50, 200 })
        {
            var first = Page(new CharWindow(limit));
            var cursor = Page(new CharWindow(limit, Start: Deep - limit)).Find().Next;
            (string Name, LookUp Page)[] deep =
            [
                ($"start={Deep}", Page(new CharWindow(limit, Start: Deep))),
                ($"cursor at {Deep}", Page(new CharWindow(limit, After: cursor))),
            ];
            var calls = options.Quick ? 1000 : 10_000;
            foreach (var page in deep.Select(each => each.Page).Prepend(first)) Nanoseconds.Of(page, 30_000);
            List<double>[] times = [[], [], []];
            for (var round = 0; round < options.Rounds; round++)
            {
                times[0].Add(Nanoseconds.Of(first, calls) / Micro);
                for (var number = 0; number < deep.Length; number++)
                    times[number + 1].Add(Nanoseconds.Of(deep[number].Page, calls) / Micro);
            }

            Table.Row($"{limit}", "first", Spread.Of(times[0]).Show("0.000"), "", "");
            for (var number = 0; number < deep.Length; number++)
            {
                if (deep[number].Page.Find() is not { From: Deep, Count: var count } || count != limit)
                    throw new InvalidOperationException($"{deep[number].Name} is another page.");
                var ratio = Spread.Of(times[number + 1].Zip(times[0], (ours, theirs) => ours / theirs));
                Table.Row(
                    $"{limit}", deep[number].Name, Spread.Of(times[number + 1]).Show("0.000"), ratio.Show("0.00"),
                    Goal.AtMost(2, ratio.Median));
            }
        }

        LookUp Page(CharWindow window) => new(_index, "cjk", CharMode.Words, window);
    }

    // What the page does at every keystroke; no goal of its own, the goal is the whole way (part socket).
    private void Typed(string worst)
    {
        Table.Begin("As it is typed: smart, 50 rows", "query", ">results", ">µs");
        foreach (var text in new[] { "c", "cat", "cat f", "black che", worst }.Distinct())
        {
            var lookUp = new LookUp(_index, text, CharMode.Smart, new CharWindow(50));
            Nanoseconds.Of(lookUp, 1000);
            var times = Enumerable.Range(0, options.Rounds).Select(_ => Nanoseconds.Of(lookUp, options.Quick ? 20 : 200) / Micro);
            Table.Row((text == worst ? "worst of 1-2 letters: " : "") + text, $"{lookUp.Find().Total:n0}", Spread.Of(times).Show("0.0"));
        }
    }
}
