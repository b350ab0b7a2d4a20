using Actors.HarvestBench;

namespace Actors.CharBench;

/// <summary>How long many equal things took in one round, in one unit of time.</summary>
internal sealed record Percentiles(double P50, double P90, double P99, double Most)
{
    public static Percentiles Of(List<double> times)
    {
        times.Sort();
        return new Percentiles(At(0.5), At(0.9), At(0.99), times[^1]);

        // Nearest rank: a time that was measured, never one between two.
        double At(double share) => times[Math.Max(0, (int)Math.Ceiling(share * times.Count) - 1)];
    }

    /// <summary>Cells of p50, p90, p99 and the most: median (least-most) of the rounds.</summary>
    public static string[] Cells(IReadOnlyCollection<Percentiles> rounds, string format) =>
    [
        .. new Func<Percentiles, double>[] { round => round.P50, round => round.P90, round => round.P99, round => round.Most }
            .Select(each => Spread.Of(rounds.Select(each)).Show(format)),
    ];
}
