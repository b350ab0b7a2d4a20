using Actors.Unicode.Details;

namespace Actors.Unicode.Tests.Details;

public sealed class CharEncodingsTests
{
    [Fact]
    public void A_character_of_the_basic_plane()
    {
        Assert.Equal(
            new CharEncodings("E2 99 9C", "265C", "0000265C", "&#x265C;", @"\u265C", "%E2%99%9C", @"\u265C", @"\265C"),
            CharEncodings.Of([0x265C]));
    }

    [Fact]
    public void A_character_beyond_it()
    {
        Assert.Equal(
            new CharEncodings(
                "F0 9F 98 80", "D83D DE00", "0001F600", "&#x1F600;", @"\uD83D\uDE00", "%F0%9F%98%80", @"\U0001F600", @"\1F600"),
            CharEncodings.Of([0x1F600]));
    }

    [Fact]
    public void A_sequence()
    {
        Assert.Equal(
            new CharEncodings(
                "F0 9F 87 A7 F0 9F 87 B7",
                "D83C DDE7 D83C DDF7",
                "0001F1E7 0001F1F7",
                "&#x1F1E7;&#x1F1F7;",
                @"\uD83C\uDDE7\uD83C\uDDF7",
                "%F0%9F%87%A7%F0%9F%87%B7",
                @"\U0001F1E7\U0001F1F7",
                @"\1F1E7 \1F1F7"),
            CharEncodings.Of([0x1F1E7, 0x1F1F7]));
    }

    [Fact]
    public void Half_a_surrogate_pair_exists_only_as_an_escape()
    {
        Assert.Equal(new CharEncodings(null, null, null, null, @"\uD800", null, @"\uD800", null), CharEncodings.Of([0xD800]));
        Assert.Equal(
            new CharEncodings(null, null, null, null, @"\uDC00\uD800", null, @"\uDC00\uD800", null),
            CharEncodings.Of([0xDC00, 0xD800]));
        Assert.Equal(new CharEncodings(null, null, null, null, null, null, null, null), CharEncodings.Of([0xD83D, 0xDE00]));
    }

    [Fact]
    public void What_HTML_and_CSS_would_read_as_another_character_has_no_such_form()
    {
        Assert.Equal(new CharEncodings("00", "0000", "00000000", null, @"\u0000", "%00", @"\u0000", null), CharEncodings.Of([0]));
        Assert.Null(CharEncodings.Of([0x80]).Html);
        Assert.Equal("&#x81;", CharEncodings.Of([0x81]).Html);
        Assert.Null(CharEncodings.Of([0x85]).Html);
        Assert.Equal("&#xA0;", CharEncodings.Of([0xA0]).Html);
        Assert.Equal("F4 8F BF BF", CharEncodings.Of([0x10FFFF]).Utf8);
    }
}
