using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class WordTermsTests
{
    [Theory]
    [InlineData("circ", "CIRC~")]
    [InlineData("circ ", "CIRC")]
    [InlineData("circ\u3000", "CIRC")]
    [InlineData("circ-", "CIRC")]
    [InlineData("circ*", "CIRC*")]
    [InlineData("-circ", "not(CIRC)")]
    [InlineData("\"circ\"", "\"CIRC\"")]
    [InlineData("name:circ", "Name.all:CIRC")]
    [InlineData("(circ)", "CIRC")]
    [InlineData("a OR circ", "or(A CIRC~)")]
    [InlineData("black-circ", "and(BLACK CIRC~)")]
    public void Only_a_bare_last_word_that_nothing_ended_may_be_unfinished(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Smart(text));
    }

    [Theory]
    [InlineData("cat* dog", "and(CAT* DOG~)")]
    [InlineData("c*", "C*")]
    [InlineData("dots-1*", "and(DOTS 1*)")]
    [InlineData("cat**", "CAT*")]
    [InlineData("face*", "FACE*")]
    [InlineData("-cat*", "not(CAT*)")]
    public void A_star_behind_the_last_word_of_a_term_makes_a_prefix(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("ca*t", 2)]
    [InlineData("*cat", 0)]
    [InlineData("x *cat*", 2)]
    [InlineData("cat'*", 4)]
    public void A_star_elsewhere_is_refused(string text, int position)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal(("bad_term", position), (error.Code, error.Position));
    }

    [Theory]
    [InlineData("o'clock ", "and(O CLOCK)")]
    [InlineData("dots-12345678 ", "and(DOTS 12345678)")]
    [InlineData("-a-b", "not(and(A B))")]
    [InlineData("-'cat", "not(CAT)")]
    [InlineData("[a-z] ", "and(A Z)")]
    [InlineData("12:30 ", "and(12 30)")]
    [InlineData(":smile: ", "SMILE")]
    [InlineData("100% ", "100")]
    [InlineData("a<b ", "and(A B)")]
    [InlineData("x=1 ", "and(X 1)")]
    [InlineData("foo-bar:baz ", "and(FOO BAR BAZ)")]
    [InlineData("rook♜ ", "ROOK")]
    [InlineData("_ ", "_")]
    public void A_token_with_ascii_letters_or_digits_is_its_words(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
        Assert.Equal(tree, QueryNotation.Smart(text));
    }

    [Theory]
    [InlineData("face", "FACE~=FACE")]
    [InlineData("2656 ", "2656=2656")]
    [InlineData("1f600 ", "1F600=1F600")]
    [InlineData("10ffff ", "10FFFF=10FFFF")]
    [InlineData("110000 ", "110000")]
    [InlineData("abc ", "ABC")]
    [InlineData("0000041 ", "0000041")]
    [InlineData("face-cafe ", "and(FACE CAFE)")]
    [InlineData("-face", "not(FACE=FACE)")]
    [InlineData("\"face\"", "\"FACE\"")]
    [InlineData("kw:face", "Keyword.all:FACE")]
    public void Four_to_six_hexadecimal_digits_may_be_a_code_too(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("♜", "literal(265C)", "literal(265C)")]
    [InlineData("—", "literal(2014)", "literal(2014)")]
    [InlineData("é", "literal(00E9)", "literal(00E9)")]
    [InlineData("笑", "literal(7B11)", "literal(7B11)")]
    [InlineData("😀", "literal(1F600)", "literal(1F600)")]
    [InlineData("♜♞♜", "literal(265C,265E,265C)", "literal(265C,265E,265C)")]
    [InlineData("♜, rook", "and(literal(265C,002C) ROOK~)", "and(literal(265C,002C) ROOK~)")]
    [InlineData("-♜ rook", "and(not(literal(265C)) ROOK~)", "and(not(literal(265C)) ROOK~)")]
    [InlineData("🇧🇷", "literal(1F1E7,1F1F7)", "literal(1F1E7,1F1F7)")]
    [InlineData("👩\u200D🔬", "literal(1F469,200D,1F52C)", "literal(1F469,200D,1F52C)")]
    [InlineData("\u0301", "literal(0301)", "literal(0301)")]
    [InlineData("笑い", "literal(7B11,3044)", "笑い~{7B11,3044}")]
    [InlineData("笑い ", "literal(7B11,3044)", "笑い{7B11,3044}")]
    [InlineData("éß", "literal(00E9,00DF)", "ÉSS~{00E9,00DF}")]
    [InlineData("笑い*", "literal(7B11,3044,002A)", "笑い*")]
    [InlineData("笑*", "literal(7B11,002A)", "笑*")]
    [InlineData("笑♜", "literal(7B11,265C)", "literal(7B11,265C)")]
    [InlineData("coração", "CORAÇÃO~", "CORAÇÃO~")]
    [InlineData("\"♜ ♞\"", "literal(265C,265E)", "literal(265C,265E)")]
    public void A_token_without_ascii_is_characters_or_in_smart_perhaps_a_word(string text, string words, string smart)
    {
        Assert.Equal(words, QueryNotation.Words(text));
        Assert.Equal(smart, QueryNotation.Smart(text));
    }

    [Theory]
    [InlineData("\"rightwards black arrow\"", "\"RIGHTWARDS BLACK ARROW\"")]
    [InlineData("\"dots-12 (a)\"", "\"DOTS 12 A\"")]
    [InlineData("\"gc:Lu OR -x\"", "\"GC LU OR X\"")]
    [InlineData("a\"b c\"d ", "and(A \"B C\" D)")]
    public void Quoted_text_is_words_in_a_row_whatever_else_is_in_it(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Fact]
    public void A_word_and_a_phrase_remember_how_they_were_written()
    {
        var query = Assert.IsType<QueryNode.And>(QueryNotation.Parse("straße \"Black  cat\"", CharMode.Smart));

        Assert.Equal("straße", Assert.IsType<QueryNode.Word>(query.Terms[0]).Written);
        Assert.Equal("Black  cat", Assert.IsType<QueryNode.Phrase>(query.Terms[1]).Written);
    }
}
