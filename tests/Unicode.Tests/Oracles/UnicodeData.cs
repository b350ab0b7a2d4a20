using System.Text.RegularExpressions;

namespace Actors.Unicode.Tests.Oracles;

/// <summary>The files of the Unicode character database, as Debian ships them.</summary>
internal static partial class UnicodeData
{
    private const string Package = "unicode-data";
    private const string Folder = "/usr/share/unicode/";

    /// <summary>The version that the files are of.</summary>
    public static Version Version() =>
        System.Version.Parse(VersionInName().Match(File.ReadLines(Path("DerivedAge.txt")).First()).Groups["version"].Value);

    /// <summary>The cells of each line, without comments.</summary>
    public static IEnumerable<string[]> Lines(string file) =>
        from line in File.ReadLines(Path(file))
        let data = line.Split('#')[0]
        where !string.IsNullOrWhiteSpace(data)
        select Array.ConvertAll(data.Split(';'), cell => cell.Trim());

    /// <summary>The lines of UnicodeData.txt, which may have a number sign in their cells. Ranges have a line for each end.</summary>
    public static IEnumerable<(int First, int Last, string Name, string Category)> Characters()
    {
        var first = 0;
        foreach (var cells in File.ReadLines(Path("UnicodeData.txt")).Select(line => line.Split(';')))
        {
            var code = Hex(cells[0]);
            if (cells[1].EndsWith(", First>", StringComparison.Ordinal))
                first = code;
            else
                yield return (cells[1].EndsWith(", Last>", StringComparison.Ordinal) ? first : code, code, cells[1], cells[2]);
        }
    }

    /// <summary>The value of each code point in a file of ranges.</summary>
    public static Dictionary<int, string> Values(string file)
    {
        var values = new Dictionary<int, string>();
        foreach (var cells in Lines(file))
        {
            foreach (var code in Range(cells[0]))
                values[code] = cells[1];
        }

        return values;
    }

    public static IEnumerable<int> Range(string cell)
    {
        var ends = cell.Split("..");
        return Enumerable.Range(Hex(ends[0]), Hex(ends[^1]) - Hex(ends[0]) + 1);
    }

    public static int Hex(string digits) => Convert.ToInt32(digits, 16);

    private static string Path(string file) => OracleTool.File(Package, Folder + file);

    [GeneratedRegex(@"-(?<version>\d+\.\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionInName();
}
