namespace Actors.Unicode.Tests.Index;

public sealed class RelevanceTests
{
    private static readonly Dictionary<int, KnownCharacter> Known = KnownCharacter.All.ToDictionary(character => character.Code);

    [Theory]
    [InlineData("plus", "PLUS SIGN")]
    [InlineData("rook", "WHITE CHESS ROOK")]
    [InlineData("white chess rook", "WHITE CHESS ROOK")]
    [InlineData("sun", "SUN")]
    [InlineData("cat", "CAT")]
    [InlineData("snowman", "SNOWMAN")]
    [InlineData("plu*", "PLUTO")]
    public void The_plainest_name_comes_first(string query, string name) =>
        Assert.Equal(name, Known[Lookup.Codes(query, sort: CharSort.Relevance)[0]].Name);

    // Whole words, the whole name, the first word, few words, code point.
    [Theory]
    [InlineData("plus")]
    [InlineData("letter small a")]
    [InlineData("cat face")]
    [InlineData("face")]
    [InlineData("digit d*")]
    [InlineData("circ*")]
    [InlineData("hangul ga*")]
    [InlineData("ideograph* 4e*")]
    [InlineData("seal small")]
    [InlineData("black b*")]
    public void Rows_are_in_the_documented_order(string query)
    {
        var words = query.ToUpperInvariant().Split(' ');

        var found = Lookup.Codes(query, sort: CharSort.Relevance).Select(code => Known[code]).ToList();

        Assert.NotEmpty(found);
        Assert.Equal(found.OrderBy(Key), found);

        (int, bool, bool, int, int) Key(KnownCharacter character) => (
            words.Contains($"{character.Code:X4}") ? 0
                : words.All(word => character.Words.Contains(word.TrimEnd('*'))) ? 1 : 2,
            !words.Select(word => word.TrimEnd('*')).SequenceEqual(character.Words),
            !words.Any(word =>
                word.EndsWith('*') ? character.Words[0].StartsWith(word[..^1], StringComparison.Ordinal) : character.Words[0] == word),
            character.Words.Length,
            character.Code);
    }

    [Fact]
    public void Seed_can_be_ordered_so_too()
    {
        var found = Lookup.Codes("plus", CharMode.Seed, sort: CharSort.Relevance);

        Assert.Equal(0x2B, found[0]);
        Assert.Equal(Lookup.Codes("plus", sort: CharSort.Relevance), found);
    }

    [Fact]
    public void A_code_comes_before_the_word_it_may_be_too()
    {
        var found = Lookup.Codes("face", sort: CharSort.Relevance);

        Assert.Equal(0xFACE, found[0]);
        Assert.Equal(WordModel.FullNames.Having("FACE").Append(0xFACE).Distinct().Count(), found.Length);
    }

    [Fact]
    public void A_literal_keeps_its_order_in_both()
    {
        foreach (var sort in Enum.GetValues<CharSort>())
            Assert.Equal([0x265C, 0x2656, 0x265C], Lookup.Codes("♜♖♜", sort: sort));
    }
}
