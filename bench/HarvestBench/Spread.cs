namespace Actors.HarvestBench;

/// <summary>Several rounds of one figure.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    public string Show(string format) =>
        $"{Median.ToString(format)} ({Least.ToString(format)}-{Most.ToString(format)})";
}
