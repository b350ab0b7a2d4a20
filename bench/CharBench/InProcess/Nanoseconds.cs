using System.Diagnostics;

namespace Actors.CharBench.InProcess;

/// <summary>Times things that are too short for one look at the clock.</summary>
internal static class Nanoseconds
{
    private static readonly double PerTick = 1e9 / Stopwatch.Frequency;

    public static double Between(long start, long end) => (end - start) * PerTick;

    /// <summary>Of one call, from a number of calls in a row.</summary>
    public static double Of(LookUp lookUp, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++) lookUp.Find();
        return Between(start, Stopwatch.GetTimestamp()) / calls;
    }

    /// <summary>The least of some single calls: the first guess, which no interruption makes longer.</summary>
    public static double Least(LookUp lookUp, int calls)
    {
        var least = double.MaxValue;
        for (var call = 0; call < calls; call++) least = Math.Min(least, Of(lookUp, 1));
        return least;
    }
}
