namespace Actors.Unicode.Tests.Golden;

public sealed class CountsTests
{
    private static readonly string[] Versions = ["6.3", "14.0", "16.0", "17.0", "18.0"];

    // Results of the mode seed by version. The first column is also what the book prints.
    [Theory]
    [InlineData("cjk", 75_821, 94_070, 98_887, 103_203, 103_204)]
    [InlineData("ideograph", 75_761, 100_155, 104_970, 109_316, 109_319)]
    [InlineData("unified", 74_656, 92_905, 97_720, 102_036, 102_037)]
    [InlineData("syllable", 13_196, 13_422, 13_422, 13_422, 13_422)]
    [InlineData("hangul", 11_735, 11_735, 11_735, 11_735, 11_735)]
    [InlineData("letter", 7_616, 10_712, 11_167, 11_340, 11_533)]
    [InlineData("with", 2_232, 2_626, 2_684, 2_692, 2_828)]
    [InlineData("sign", 2_180, 3_358, 3_459, 3_483, 3_823)]
    [InlineData("small", 2_122, 3_222, 3_329, 3_360, 14_850)]
    [InlineData("capital", 1_709, 2_032, 2_085, 2_114, 2_144)]
    [InlineData("digit", 627, 878, 978, 988, 996)]
    [InlineData("chess black", 6, 33, 33, 35, 35)]
    [InlineData("sun", 10, 17, 17, 17, 17)]
    [InlineData("braille", 256, 256, 256, 256, 256)]
    [InlineData("rook", 2, 14, 18, 18, 18)]
    [InlineData("cat face", 10, 10, 10, 10, 10)]
    [InlineData("tangut", 0, 6_914, 6_914, 7_059, 7_061)]
    [InlineData("small letter", 1_502, 2_027, 2_123, 2_149, 2_289)]
    [InlineData("cjk ideograph", 75_670, 93_919, 98_734, 103_050, 103_051)]
    [InlineData("cjk compatibility ideograph", 1_014, 1_014, 1_014, 1_014, 1_014)]
    [InlineData("4e00", 1, 1, 1, 1, 1)]
    public void Seed_counts_by_version(string query, params int[] totals)
    {
        Assert.Equal(totals, Versions.Select(version => Lookup.Total(query, CharMode.Seed, version)));
        Assert.Equal(totals[^1], Lookup.Total(query, CharMode.Seed));
    }

    [Theory]
    [InlineData("black chess", 35)]
    [InlineData("cat*", 15)]
    [InlineData("ca*", 3_433)]
    [InlineData("c*", 127_127)]
    [InlineData("\"rightwards black arrow\"", 1)]
    [InlineData("rightwards black arrow", 15)]
    public void Words_counts(string query, int total) => Assert.Equal(total, Lookup.Total(query));

    // The core specification's table of name rules says SMALL SEAL CHARACTER-, the prose of its chapter 18 SEAL CHARACTER-. If the
    // prose is right after all, this and the counts of "small" change, and with the rule the data version.
    [Fact]
    public void Seal_characters_are_named_SMALL_SEAL_CHARACTER()
    {
        Assert.Equal("U+3D000\t\U0003D000\tSMALL SEAL CHARACTER-3D000\r\n", Lookup.Find("U+3D000").Text());
        Assert.Equal(11_328, Lookup.Total("\"small seal character\""));
        Assert.Equal(11_331, Lookup.Total("seal", CharMode.Seed));
    }

    [Theory]
    [InlineData("CJK UNIFIED IDEOGRAPH-", 101_985)]
    [InlineData("CJK COMPATIBILITY IDEOGRAPH-", 1_014)]
    [InlineData("HANGUL SYLLABLE ", 11_172)]
    [InlineData("TANGUT IDEOGRAPH-", 6_177)]
    [InlineData("JURCHEN CHARACTER-", 914)]
    [InlineData("SMALL SEAL CHARACTER-", 11_328)]
    [InlineData("<control-", 65)]
    public void Names_by_rule_are_so_many(string prefix, int count) =>
        Assert.Equal(count, KnownCharacter.All.Count(character => character.Name.StartsWith(prefix, StringComparison.Ordinal)));

    [Fact]
    public void There_are_172808_named_characters()
    {
        Assert.Equal(172_808, KnownCharacter.All.Count(character => character.IsNamed));
        Assert.Equal(4_473_051, KnownCharacter.All.Where(character => character.IsNamed).Sum(character => character.Name.Length));
        Assert.Equal(172_808, KnownCharacter.All.Where(character => character.IsNamed).Select(character => character.Name).Distinct().Count());
        Assert.Equal("18.0", Lookup.Index.Version.Unicode);
        Assert.Matches("^[A-Za-z0-9.-]+$", Lookup.Index.Version.Full);
    }

    [Fact]
    public void Each_version_brought_so_many_named_characters()
    {
        const string Table = """
            1.1 27512 2.0 11373 2.1 2 3.0 10307 3.1 44946 3.2 1016 4.0 1226 4.1 1273 5.0 1369 5.1 1624 5.2 6648 6.0 2088 6.1 732 6.2 1
            6.3 5 7.0 2834 8.0 7716 9.0 7500 10.0 8518 11.0 684 12.0 554 12.1 1 13.0 5930 14.0 838 15.0 4489 15.1 627 16.0 5185 17.0 4803
            18.0 13007
            """;
        var expected = Table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => $"{pair[0]} {pair[1]}");

        var counted = KnownCharacter.All.Where(character => character.IsNamed).GroupBy(character => character.Version)
            .OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}");

        Assert.Equal(expected, counted);
    }
}
