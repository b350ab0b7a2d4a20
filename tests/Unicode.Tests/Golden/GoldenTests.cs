namespace Actors.Unicode.Tests.Golden;

public sealed class GoldenTests
{
    // Python did not know the names of Tangut ideographs before 3.15 (CPython gh-80667), so its index lacks them.
    private static readonly HashSet<int> UnknownToPython =
        [.. KnownCharacter.All.Where(character => character.Name.StartsWith("TANGUT IDEOGRAPH-", StringComparison.Ordinal))
            .Select(character => character.Code)];

    // Queries with a meaning of their own in the grammar of the mode words.
    private static readonly Dictionary<string, string> Grammar = new()
    {
        ["   "] = "blank queries are refused",
        ["一"] = "a literal character",
        ["U+2656"] = "a code",
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, GoldenRow.All.Count)];

    [Fact]
    public void All_queries_of_the_file_are_read() => Assert.Equal(45, GoldenRow.All.Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Seed_finds_what_the_books_program_finds(int row)
    {
        var golden = GoldenRow.All[row];

        var found = Lookup.Codes(golden.Query, CharMode.Seed, GoldenRow.Unicode).Where(code => !UnknownToPython.Contains(code)).ToArray();

        Assert.Equal(golden.SeedCount, found.Length);
        Assert.Equal(golden.SeedFirst, found.Take(5));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Words_finds_what_the_books_program_would_find_with_full_names(int row)
    {
        var golden = GoldenRow.All[row];
        if (Grammar.ContainsKey(golden.Query))
            return;

        var found = Lookup.Codes(golden.Query, CharMode.Words, GoldenRow.Unicode).Where(code => !UnknownToPython.Contains(code)).ToArray();

        Assert.Equal(golden.FullCount, found.Length);
        Assert.Equal(golden.FullFirst, found.Take(5));
    }

    [Fact]
    public void Words_reads_the_others_by_its_grammar()
    {
        Assert.Equal([0x4E00], Lookup.Codes("一"));
        Assert.Equal([0x2656], Lookup.Codes("U+2656"));
        Assert.Equal("empty_query", Lookup.Refused(() => Lookup.Find("   ")).Code);
    }

    [Fact]
    public void Totals_count_Tangut_ideographs_though_Python_did_not()
    {
        Assert.Equal(6_914, Lookup.Total("tangut", CharMode.Seed, GoldenRow.Unicode));
        Assert.Equal(769, Lookup.Codes("tangut", CharMode.Seed, GoldenRow.Unicode).Count(code => !UnknownToPython.Contains(code)));
        Assert.Equal(94_010, Lookup.Codes("ideograph", CharMode.Seed, GoldenRow.Unicode).Count(code => !UnknownToPython.Contains(code)));
    }

    // More results of the book's program on Unicode 14.0.
    [Theory]
    [InlineData("hangul syllable", 11_172)]
    [InlineData("hangul syllable ga", 1)]
    [InlineData("a", 817)]
    [InlineData("x", 87)]
    [InlineData("latin letter", 1_542)]
    [InlineData("latin small letter a", 45)]
    [InlineData("e acute", 6)]
    [InlineData("registered", 1)]
    [InlineData("café", 0)]
    [InlineData("symbol", 1_224)]
    [InlineData("mark", 446)]
    [InlineData("ethiopic", 523)]
    [InlineData("gha", 47)]
    [InlineData("a001", 2)]
    [InlineData("f900", 0)]
    [InlineData("rook②", 0)]
    [InlineData("rook\u0301", 14)]
    [InlineData("rook\u203Fblack", 5)]
    [InlineData("ſun", 17)]
    [InlineData("dıgıt", 878)]
    [InlineData("black_square", 0)]
    [InlineData("dots-12345678", 1)]
    [InlineData("U+2656", 0)]
    [InlineData("♖", 0)]
    public void Seed_counts_as_the_books_program(string query, int total) =>
        Assert.Equal(total, Lookup.Total(query, CharMode.Seed, GoldenRow.Unicode));

    [Theory]
    [InlineData("registered", 0xAE)]
    [InlineData("brakcet", 0xFE18)]
    [InlineData("60", 0xE012B)]
    [InlineData("4e00", 0x1F229)]
    [InlineData("hangul syllable ga", 0xAC00)]
    public void Seed_finds_a_single_character(string query, int code) =>
        Assert.Equal([code], Lookup.Codes(query, CharMode.Seed, GoldenRow.Unicode));

    [Fact]
    public void Words_knows_ideographs_by_their_digits_too()
    {
        Assert.Equal([0x4E00, 0x1F229], Lookup.Codes("4e00"));
        Assert.Equal([0xF900], Lookup.Codes("f900", unicode: GoldenRow.Unicode));
    }
}
