namespace Actors.Unicode.Tests.Queries;

public sealed class EscapedCodesTests
{
    [Theory]
    [InlineData(@"\u265c", "codes(265C)")]
    [InlineData(@"\u265C\u265e", "codes(265C,265E)")]
    [InlineData(@"\ud83d\ude00", "codes(1F600)")]
    [InlineData(@"\ud83d", "codes(D83D)")]
    [InlineData(@"\u{1F600}", "codes(1F600)")]
    [InlineData(@"\u{41}\u0042\U0001F600", "codes(0041,0042,1F600)")]
    [InlineData("&#9820;", "codes(265C)")]
    [InlineData("&#9820", "codes(265C)")]
    [InlineData("&#x265C;&#X265c;&#65&#66", "codes(265C,265C,0041,0042)")]
    [InlineData("%E2%99%9C", "codes(265C)")]
    [InlineData("%41%f0%9f%98%80 cat", "and(codes(0041,1F600) CAT~)")]
    [InlineData("&rook; ", "ROOK")]
    [InlineData("%x ", "X")]
    public void Escapes_are_codes(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData(@"\u26", "bad_term", 0)]
    [InlineData(@"a \u1f600", "bad_term", 8)]
    [InlineData(@"\u{}", "bad_term", 0)]
    [InlineData(@"\u{41", "bad_term", 0)]
    [InlineData(@"\u}{1", "bad_term", 0)]
    [InlineData(@"\u{110000}", "code_out_of_range", 0)]
    [InlineData(@"\U00110000", "code_out_of_range", 0)]
    [InlineData(@"\user", "bad_term", 0)]
    [InlineData("&#a", "bad_term", 0)]
    [InlineData("a &#;", "bad_term", 2)]
    [InlineData("&#65;x", "bad_term", 5)]
    [InlineData("&#1114112;", "code_out_of_range", 0)]
    [InlineData("%E2%99", "bad_term", 0)]
    [InlineData("%E2%99%9", "bad_term", 0)]
    [InlineData("%E2x99", "bad_term", 3)]
    [InlineData("%ED%A0%80", "bad_term", 0)]
    [InlineData("%cat", "bad_term", 0)]
    public void Escapes_that_break_off_are_refused(string text, string code, int position)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal((code, position), (error.Code, error.Position));
    }
}
