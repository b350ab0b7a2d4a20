using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class CharCursorTests
{
    private static readonly uint Data = CharCursor.Data("18.0-n1-a1-c48.2.0");
    private static readonly ulong Query = CharCursor.Identity("chess black", CharMode.Words, CharSort.CodePoint, "18.0");

    [Theory]
    [InlineData(0UL)]
    [InlineData(0x265AUL)]
    [InlineData(ulong.MaxValue)]
    public void A_cursor_brings_its_key_back(ulong key)
    {
        var cursor = CharCursor.Encode(Data, Query, key);

        Assert.Equal(CharCursor.Length, cursor.Length);
        Assert.All(cursor, unit => Assert.True(char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_'));
        Assert.Equal(key, CharCursor.Decode(cursor, Data, Query));
    }

    [Fact]
    public void A_cursor_is_the_same_on_every_machine()
    {
        Assert.Equal("AROArBr_OQgs6_YHRQAAAAAAACZaumi_Uw", CharCursor.Encode(Data, Query, 0x265A));
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var cursor = CharCursor.Encode(Data, Query, 0x265A);
        for (var i = 0; i < cursor.Length; i++)
        {
            foreach (var other in "AZaz09-_=+/ \0é")
            {
                if (other != cursor[i])
                    Fails("invalid_cursor", $"{cursor[..i]}{other}{cursor[(i + 1)..]}");
            }
        }
    }

    [Fact]
    public void What_is_no_cursor_is_invalid()
    {
        var cursor = CharCursor.Encode(Data, Query, 1);
        string[] others =
        [
            "", " ", "x", cursor[1..], cursor + "A", cursor + " ", " " + cursor[1..], cursor + "==",
            new string('A', 34), new string('\uD800', 34), new string('x', 100_000),
        ];
        foreach (var text in others)
            Fails("invalid_cursor", text);
    }

    [Theory]
    [InlineData("chess  black", CharMode.Words, CharSort.CodePoint, "18.0")]
    [InlineData("chess black", CharMode.Smart, CharSort.CodePoint, "18.0")]
    [InlineData("chess black", CharMode.Words, CharSort.Relevance, "18.0")]
    [InlineData("chess black", CharMode.Words, CharSort.CodePoint, "14.0")]
    public void Another_query_does_not_take_it(string text, CharMode mode, CharSort sort, string unicode)
    {
        var cursor = CharCursor.Encode(Data, CharCursor.Identity(text, mode, sort, unicode), 1);

        Fails("cursor_mismatch", cursor);
    }

    [Fact]
    public void Replaced_data_does_not_take_it()
    {
        Fails("cursor_expired", CharCursor.Encode(CharCursor.Data("18.0-n2-a1-c48.2.0"), Query, 1));
        Fails("cursor_mismatch", CharCursor.Encode(CharCursor.Data("x"), Query + 1, 1));
    }

    private static void Fails(string code, string cursor)
    {
        var error = Assert.Throws<QueryException>(() => CharCursor.Decode(cursor, Data, Query));
        Assert.Equal((code, "after"), (error.Code, error.Field));
    }
}
