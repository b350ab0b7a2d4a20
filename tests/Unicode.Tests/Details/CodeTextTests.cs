using Actors.Unicode.Details;

namespace Actors.Unicode.Tests.Details;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("U+265C", new[] { 0x265C })]
    [InlineData("265c", new[] { 0x265C })]
    [InlineData("u+0", new[] { 0 })]
    [InlineData("U+41", new[] { 0x41 })]
    [InlineData("0041", new[] { 0x41 })]
    [InlineData("10FFFF", new[] { 0x10FFFF })]
    [InlineData("D800", new[] { 0xD800 })]
    [InlineData("1F1E7-1F1F7", new[] { 0x1F1E7, 0x1F1F7 })]
    [InlineData("U+1F1E7 U+1F1F7", new[] { 0x1F1E7, 0x1F1F7 })]
    [InlineData("U+1F468-200D 1F466", new[] { 0x1F468, 0x200D, 0x1F466 })]
    public void Codes_and_sequences(string text, int[] codes)
    {
        Assert.Equal(codes, CodeText.Parse(text));
    }

    [Theory]
    [InlineData("", "invalid_code", 0)]
    [InlineData("41", "invalid_code", 0)]
    [InlineData("U+", "invalid_code", 0)]
    [InlineData("U+U+41", "invalid_code", 0)]
    [InlineData("♜", "invalid_code", 0)]
    [InlineData("G000", "invalid_code", 0)]
    [InlineData("0000041", "invalid_code", 0)]
    [InlineData("-265C", "invalid_code", 0)]
    [InlineData("265C-", "invalid_code", 5)]
    [InlineData("265C--265D", "invalid_code", 5)]
    [InlineData("265C,265D", "invalid_code", 0)]
    [InlineData("110000", "code_out_of_range", 0)]
    [InlineData("265C-U+110000", "code_out_of_range", 5)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "code_out_of_range", 0)]
    public void What_is_no_code_is_refused_with_its_position(string text, string code, int position)
    {
        var error = Assert.Throws<QueryException>(() => CodeText.Parse(text));

        Assert.Equal((code, "code", position), (error.Code, error.Field, error.Position));
    }

    [Fact]
    public void A_sequence_has_an_end()
    {
        var longest = string.Join('-', Enumerable.Repeat("1F1E7", CodeText.MaxCodes));
        Assert.Equal(CodeText.MaxCodes, CodeText.Parse(longest).Length);

        var error = Assert.Throws<QueryException>(() => CodeText.Parse(longest + "-1F1E7"));
        Assert.Equal(("invalid_code", longest.Length + 1), (error.Code, error.Position));
    }
}
