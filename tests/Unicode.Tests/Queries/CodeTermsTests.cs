namespace Actors.Unicode.Tests.Queries;

public sealed class CodeTermsTests
{
    [Theory]
    [InlineData("U+265C", "codes(265C)")]
    [InlineData("u+41", "codes(0041)")]
    [InlineData("U+00000041", "codes(0041)")]
    [InlineData("U+10FFFF", "codes(10FFFF)")]
    [InlineData("U+D800", "codes(D800)")]
    [InlineData("0x265c", "codes(265C)")]
    [InlineData("0X265C rook", "and(codes(265C) ROOK~)")]
    [InlineData("U+2600..U+26FF", "2600..26FF")]
    [InlineData("U+2600..26ff", "2600..26FF")]
    [InlineData("2600..26ff", "2600..26FF")]
    [InlineData("0x2600..U+26FF black", "and(2600..26FF BLACK~)")]
    [InlineData("U+41..U+41", "0041..0041")]
    [InlineData("-U+0..U+10FFFF", "not(0000..10FFFF)")]
    [InlineData("face..off ", "and(FACE OFF)")]
    [InlineData("a..z ", "and(A Z)")]
    public void Codes_and_ranges(string text, string tree)
    {
        Assert.Equal(tree, QueryNotation.Words(text));
    }

    [Theory]
    [InlineData("U+", "bad_term", 0)]
    [InlineData("a U+XYZ", "bad_term", 2)]
    [InlineData("0x", "bad_term", 0)]
    [InlineData("U+265C,U+265D", "bad_term", 0)]
    [InlineData("U+2600-U+26FF", "bad_term", 0)]
    [InlineData("U+110000", "code_out_of_range", 0)]
    [InlineData("U+FFFFFFFFFFFFFFFFFFFFFFFF", "code_out_of_range", 0)]
    [InlineData("U+2600..", "bad_term", 8)]
    [InlineData("U+2600..zz", "bad_term", 8)]
    [InlineData("U+2600...U+2601", "bad_term", 8)]
    [InlineData("U+2600..U+110000", "code_out_of_range", 8)]
    [InlineData("x U+26FF..U+2600", "reversed_range", 2)]
    [InlineData("26FF..2600", "reversed_range", 0)]
    public void A_code_that_is_none_is_refused(string text, string code, int position)
    {
        var error = QueryNotation.Error(text);

        Assert.Equal((code, position), (error.Code, error.Position));
    }
}
