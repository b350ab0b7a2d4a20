namespace Actors.Unicode.Tests.Oracles;

public sealed class UnicodeDataTests
{
    private static readonly Dictionary<int, KnownCharacter> Ours = KnownCharacter.All.ToDictionary(character => character.Code);

    [Fact]
    public void Names_are_those_of_UnicodeData()
    {
        var theirs = UnicodeData.Characters().Where(entry => entry.Name[0] != '<').ToList();

        Assert.True(theirs.Count > 34_000);
        Assert.Empty(theirs.Where(entry => Ours.GetValueOrDefault(entry.First)?.Name != entry.Name).Take(10));
    }

    [Fact]
    public void Names_by_rule_are_those_that_the_standard_prescribes_for_the_ranges_of_UnicodeData()
    {
        var jamo = UnicodeData.Lines("Jamo.txt").ToDictionary(cells => UnicodeData.Hex(cells[0]), cells => cells[1]);
        var wrong = new List<string>();
        foreach (var (first, last, name, _) in UnicodeData.Characters().Where(entry => entry.Name.EndsWith(", Last>", StringComparison.Ordinal)))
        {
            for (var code = first; code <= last; code++)
            {
                var expected = name switch
                {
                    _ when name.StartsWith("<CJK Ideograph", StringComparison.Ordinal) => $"CJK UNIFIED IDEOGRAPH-{code:X4}",
                    _ when name.StartsWith("<Tangut Ideograph", StringComparison.Ordinal) => $"TANGUT IDEOGRAPH-{code:X4}",
                    "<Hangul Syllable, Last>" => $"HANGUL SYLLABLE {Romanisation(code - 0xAC00, jamo)}",
                    _ => null,
                };
                if (Ours.GetValueOrDefault(code)?.Name != expected)
                    wrong.Add($"U+{code:X4} {expected}");
            }
        }

        Assert.Empty(wrong.Take(10));
    }

    [Fact]
    public void Categories_and_ages_are_those_of_the_files()
    {
        var version = UnicodeData.Version();
        var ages = UnicodeData.Values("DerivedAge.txt");
        var theirs = UnicodeData.Characters().SelectMany(entry => Enumerable.Range(entry.First, entry.Last - entry.First + 1)
            .Where(Ours.ContainsKey).Select(code => (Code: code, entry.Category, Age: ages[code]))).ToList();

        Assert.Equal(KnownCharacter.All.Count(character => character.Version <= version), theirs.Count);
        Assert.Empty(theirs.Where(entry => Ours[entry.Code].Age != entry.Age).Take(10));
        // A category may be corrected in a later version; that this is rare is what is checked.
        var corrected = theirs.Where(entry => Ours[entry.Code].Category != entry.Category).ToList();
        var said = corrected.Select(entry => $"U+{entry.Code:X4} {entry.Category}, not {Ours[entry.Code].Category}");
        Assert.True(corrected.Count <= 5, string.Join(", ", said));
    }

    [Fact]
    public void Aliases_are_those_of_NameAliases()
    {
        var wrong = new List<string>();
        foreach (var group in UnicodeData.Lines("NameAliases.txt").GroupBy(cells => UnicodeData.Hex(cells[0])))
        {
            var ours = Detail.Of(group.Key).GetProperty("aliases").EnumerateArray()
                .Select(alias => $"{alias.GetProperty("kind").GetString()} {alias.GetProperty("name").GetString()}").ToHashSet();
            wrong.AddRange(group.Where(cells => !ours.Contains($"{cells[2]} {cells[1]}")).Select(cells => string.Join(' ', cells)));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Blocks_have_the_names_and_ranges_of_Blocks()
    {
        var version = UnicodeData.Version();
        var wrong = new List<string>();
        foreach (var cells in UnicodeData.Lines("Blocks.txt"))
        {
            foreach (var code in UnicodeData.Range(cells[0]).Where(Ours.ContainsKey))
            {
                if (Ours[code].Block != cells[1])
                    wrong.Add($"U+{code:X4} {cells[1]}, not {Ours[code].Block}");
            }

            var filter = Lookup.Codes($"block:\"{cells[1]}\"", unicode: version.ToString());
            if (!filter.SequenceEqual(UnicodeData.Range(cells[0]).Where(code => Ours.TryGetValue(code, out var known) && known.Version <= version)))
                wrong.Add($"block:\"{cells[1]}\"");
        }

        Assert.Empty(wrong.Take(10));
    }

    // Single characters are corrected now and then. As many as these differ from the files of 15.0, and none of another script.
    [Theory]
    [InlineData("Scripts.txt", "sc", 0)]
    [InlineData("PropList.txt", "is", 148)]
    [InlineData("DerivedCoreProperties.txt", "is", 122)]
    public void Properties_are_those_of_the_files(string file, string field, int corrected)
    {
        var version = UnicodeData.Version();
        var differences = new List<string>();
        foreach (var group in UnicodeData.Lines(file).Where(cells => cells.Length == 2).GroupBy(cells => cells[1]))
        {
            var theirs = group.SelectMany(cells => UnicodeData.Range(cells[0])).Where(Ours.ContainsKey).ToHashSet();
            theirs.SymmetricExceptWith(Lookup.WithValue(field, group.Key, version.ToString()));
            differences.AddRange(theirs.Order().Select(code => $"{group.Key} {code:X4}"));
        }

        Assert.True(differences.Count <= corrected, $"{differences.Count} differences: {string.Join(", ", differences.Take(200))}");
    }

    // Unicode Standard, section 3.12.
    private static string Romanisation(int syllable, Dictionary<int, string> jamo) =>
        jamo[0x1100 + (syllable / 588)] + jamo[0x1161 + (syllable / 28 % 21)] + (syllable % 28 == 0 ? "" : jamo[0x11A7 + (syllable % 28)]);
}
