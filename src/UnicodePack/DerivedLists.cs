using System.Globalization;

namespace Actors.UnicodePack;

/// <summary>The two derived lists: ages of characters and codes of scripts.</summary>
internal sealed class DerivedLists
{
    private readonly List<(int First, int Last, int Age)> _runs;

    public DerivedLists(string agesFile, string scriptsFile)
    {
        var lines = Lines(agesFile).Select(line => line.Replace("..", " ", StringComparison.Ordinal).Split(' ')).ToList();
        Versions = [.. lines.Select(line => line[2]).Distinct().OrderBy(Version.Parse)];
        _runs = lines.ConvertAll(line => (Hex(line[0]), Hex(line[1]), Versions.IndexOf(line[2])));
        ScriptCodes = [.. Lines(scriptsFile).SelectMany(line => line.Split(' '))];
    }

    public List<string> Versions { get; }

    /// <summary>Code and name in turn.</summary>
    public IReadOnlyList<string> ScriptCodes { get; }

    public int NumberOf(int codePoint)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Last < codePoint)
                low = middle + 1;
            else
                high = middle;
        }

        return _runs[low].First <= codePoint ? _runs[low].Age : throw new InvalidDataException($"U+{codePoint:X4} has no age; run derive.mjs.");
    }

    public IEnumerable<(int First, int Last)> RangesOf(int age) => _runs.Where(run => run.Age == age).Select(run => (run.First, run.Last));

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#');

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
