using System.Text.Json;

namespace Actors.Unicode.Tests.Golden;

/// <summary>
/// What the book's program finds on Unicode 14.0 (file charfinder-golden.tsv): as it is (A), and with full names (B); how many, and
/// the first five code points.
/// </summary>
internal sealed record GoldenRow(string Query, int SeedCount, int[] SeedFirst, int FullCount, int[] FullFirst)
{
    public const string Unicode = "14.0";

    public static IReadOnlyList<GoldenRow> All { get; } = [.. Lines().Where(line => line.StartsWith('"')).Select(Parse)];

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(GoldenRow).Assembly.GetManifestResourceStream("charfinder-golden.tsv")!);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static GoldenRow Parse(string line)
    {
        var cells = line.Split('\t');
        return new GoldenRow(
            JsonSerializer.Deserialize<string>(cells[0])!, int.Parse(cells[1]), Codes(cells[2]), int.Parse(cells[3]), Codes(cells[4]));
    }

    private static int[] Codes(string cell) => cell == "-" ? [] : [.. cell.Split(' ').Select(code => Convert.ToInt32(code[2..], 16))];
}
