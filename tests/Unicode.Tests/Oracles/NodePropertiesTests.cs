using System.Text.Json;
using Actors.Unicode.Characters;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Tests.Oracles;

/// <summary>
/// The engine of Node.js carries ICU's data; the build needs Node.js anyway. What its Unicode version lacks is left out. What a later
/// version corrected differs: little after 17.0, more after older ones.
/// </summary>
public sealed class NodePropertiesTests
{
    // In: runs of code points, and names of properties. Out: for each property that the engine knows, the runs of places in that list.
    private const string Script = """
        const { runs, properties } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const chars = [], places = [];
        for (const [first, last] of runs) for (let code = first; code <= last; code++) chars.push(String.fromCodePoint(code));
        chars.forEach((char, place) => { for (let unit = 0; unit < char.length; unit++) places.push(place); });
        const text = chars.join(''), found = {};
        for (const property of properties) {
          let pattern;
          try { pattern = new RegExp(`\\p{${property}}+`, 'gu'); } catch { continue; }
          found[property] = Array.from(text.matchAll(pattern), m => [places[m.index], places[m.index + m[0].length - 1]]);
        }
        console.log(JSON.stringify({ unicode: process.versions.unicode, found }));
        """;

    [Fact]
    public async Task Categories_of_all_code_points_are_those_of_Node()
    {
        var table = new CharacterTable(Pack.Embedded);
        var (version, codes, found) = await Ask([(0, 0xD7FF), (0xE000, 0x10FFFF)], [.. Categories(table).Select(category => $"gc={category}")]);

        var theirs = new string[0x110000];
        foreach (var (property, places) in found)
            places.ForEach(place => theirs[codes[place]] = property[3..]);

        var newest = System.Version.Parse(version);
        Assert.True(newest >= new Version(15, 0), version);
        var wrong = codes.Where(code => theirs[code] != table.CategoryOf(code)
            && (table.AgeOf(code) is not { } age || System.Version.Parse(age) <= newest));
        var differences = wrong.Select(code => $"U+{code:X4} {theirs[code]}, not {table.CategoryOf(code)}").ToList();
        AssertFew(differences, version, corrected: 0, before17: 10);
        Assert.All(Enumerable.Range(0xD800, 0x800), code => Assert.Equal("Cs", table.CategoryOf(code)));
    }

    [Theory]
    [InlineData("gc", 30, 0, 10)]
    [InlineData("sc", 160, 0, 100)]
    [InlineData("scx", 160, 5, 1_000)]
    [InlineData("is", 45, 15, 500)]
    public async Task Filters_find_what_Node_finds(string field, int atLeast, int corrected, int before17)
    {
        var values = new PropertySets(Pack.Embedded).Of(field).Select(set => set.Value).ToList();
        var (version, codes, found) = await Ask(
            Runs(KnownCharacter.All.Select(character => character.Code)), [.. values.Select(value => field == "is" ? value : $"{field}={value}")]);
        var newest = System.Version.Parse(version);
        var older = KnownCharacter.All.Where(character => character.Version <= newest).Select(character => character.Code).ToHashSet();

        var differences = new List<string>();
        foreach (var (property, places) in found)
        {
            var value = property[(property.IndexOf('=', StringComparison.Ordinal) + 1)..];
            var theirs = places.Select(place => codes[place]).Where(older.Contains).ToHashSet();
            theirs.SymmetricExceptWith(Lookup.WithValue(field, value, version));
            differences.AddRange(theirs.Order().Select(code => $"{value} {code:X4}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Unicode {version}, {found.Count} of {values.Count} properties");
        Assert.True(found.Count >= atLeast, $"{found.Count} properties");
        AssertFew(differences, version, corrected, before17);
    }

    private static void AssertFew(List<string> differences, string version, int corrected, int before17)
    {
        var shown = $"{differences.Count} differences: {string.Join(", ", differences.Take(100))}";
        TestContext.Current.TestOutputHelper?.WriteLine(shown);
        Assert.True(differences.Count <= (System.Version.Parse(version) < new Version(17, 0) ? before17 : corrected), shown);
    }

    private static async Task<(string Version, int[] Codes, Dictionary<string, List<int>> Found)> Ask(
        IEnumerable<(int First, int Last)> runs, string[] properties)
    {
        var ranges = runs.Select(run => new[] { run.First, run.Last }).ToArray();
        var output = await OracleTool.Run(
            "nodejs", "node", ["-e", Script], JsonSerializer.Serialize(new { runs = ranges, properties }), TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(output);
        var found = answer.RootElement.GetProperty("found").EnumerateObject().ToDictionary(
            property => property.Name,
            property => property.Value.EnumerateArray()
                .SelectMany(run => Enumerable.Range(run[0].GetInt32(), run[1].GetInt32() - run[0].GetInt32() + 1)).ToList());
        var version = answer.RootElement.GetProperty("unicode").GetString()!;
        var ours = Lookup.Index.Version.Unicode;
        return (System.Version.Parse(version) > System.Version.Parse(ours) ? ours : version,
            [.. ranges.SelectMany(range => Enumerable.Range(range[0], range[1] - range[0] + 1))], found);
    }

    private static IEnumerable<string> Categories(CharacterTable table) =>
        Enumerable.Range(0, table.Categories.Count / 2).Select(number => table.Categories.Text(2 * number));

    private static List<(int First, int Last)> Runs(IEnumerable<int> codes)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var code in codes)
        {
            if (runs.Count > 0 && runs[^1].Last == code - 1)
                runs[^1] = (runs[^1].First, code);
            else
                runs.Add((code, code));
        }

        return runs;
    }
}
