using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;

namespace Actors.CharBench.InProcess;

/// <summary>What BenchmarkDotNet runs, in this process. It creates this class by itself, so what it needs is handed over here.</summary>
public class IndexBenchmarks
{
    /// <summary>Set before the run.</summary>
    internal static ImmutableArray<LookUp> Given { get; set; } = [];

    /// <summary>Set before the run.</summary>
    internal static BookIndex? Book { get; set; }

    public static IEnumerable<int> Numbers => Enumerable.Range(0, Given.Length);

    /// <summary>Of the look-up.</summary>
    [ParamsSource(nameof(Numbers))]
    public int Number { get; set; }

    [Benchmark(Baseline = true)]
    public int TheBooksWay() => Book!.Find(Given[Number].Text).Length;

    [Benchmark]
    public int Ours() => Given[Number].Find().Total;
}
