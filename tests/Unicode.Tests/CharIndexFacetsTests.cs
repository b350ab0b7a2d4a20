namespace Actors.Unicode.Tests;

public sealed class CharIndexFacetsTests
{
    private static readonly Dictionary<int, KnownCharacter> Known = KnownCharacter.All.ToDictionary(character => character.Code);

    [Theory]
    [InlineData("cjk", CharMode.Seed, null)]
    [InlineData("chess black", CharMode.Words, null)]
    [InlineData("letter small", CharMode.Words, "6.3")]
    [InlineData("-letter", CharMode.Words, null)]
    [InlineData("c*", CharMode.Words, "14")]
    [InlineData("circ", CharMode.Smart, null)]
    [InlineData("rokc", CharMode.Seed, null)]
    [InlineData("♜♖", CharMode.Words, null)]
    [InlineData("U+0..U+10FFFF", CharMode.Words, null)]
    public void Facets_count_every_row(string query, CharMode mode, string? unicode)
    {
        var rows = Lookup.Codes(query, mode, unicode).Select(code => Known[code]).ToList();

        var facets = Facets.Of(query, mode, unicode);

        Assert.Equal(rows.Count, facets.GetProperty("total").GetInt32());
        Assert.Equal(Counts(rows, row => row.Block), Read("block"));
        Assert.Equal(Counts(rows, row => row.Category), Read("category"));
        Assert.Equal(Counts(rows, row => row.Age), Read("age"));
        Assert.Equal(rows.Count, Read("script").Sum(facet => facet.Count));

        List<(string Value, int Count)> Read(string property) =>
            [.. facets.GetProperty(property).EnumerateArray()
                .Select(facet => (facet.GetProperty("value").GetString()!, facet.GetProperty("count").GetInt32()))];
    }

    [Fact]
    public void Scripts_are_counted_as_the_filter_counts()
    {
        foreach (var facet in Facets.Of("letter").GetProperty("script").EnumerateArray())
            Assert.Equal(Lookup.Total($"letter sc:{facet.GetProperty("value").GetString()}"), facet.GetProperty("count").GetInt32());
    }

    /// <summary>The page makes a term of a value by writing underscores for its blanks (chars-terms.js).</summary>
    [Theory]
    [InlineData("block", "block")]
    [InlineData("script", "sc")]
    [InlineData("category", "gc")]
    [InlineData("age", "age")]
    public void Every_value_can_be_written_as_a_term_and_finds_as_many(string facet, string field)
    {
        foreach (var value in Facets.Of("age>=1.1").GetProperty(facet).EnumerateArray())
        {
            var term = $"{field}:{value.GetProperty("value").GetString()!.Replace(' ', '_')}";
            Assert.Equal((term, value.GetProperty("count").GetInt32()), (term, Lookup.Total(term)));
        }
    }

    [Fact]
    public void A_query_that_cannot_be_used_has_no_facets() =>
        Assert.Equal("unknown_field", Lookup.Refused(() => Facets.Of("cat x:y")).Code);

    // Most first, then by value.
    private static List<(string Value, int Count)> Counts(IEnumerable<KnownCharacter> rows, Func<KnownCharacter, string> value) =>
        [.. rows.GroupBy(value).Select(group => (group.Key, group.Count()))
            .OrderByDescending(facet => facet.Item2).ThenBy(facet => facet.Key, StringComparer.Ordinal)];
}
