using System.Text;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  -- ' + ", "")]
    [InlineData("a b", "A B")]
    [InlineData("a-b", "A B")]
    [InlineData("abc", "ABC")]
    [InlineData("o'clock", "O CLOCK")]
    [InlineData("dots-12345678", "DOTS 12345678")]
    [InlineData("black_square", "BLACK_SQUARE")]
    [InlineData("U+2656", "U 2656")]
    [InlineData("♜", "")]
    [InlineData("café", "CAFÉ")]
    [InlineData("straße", "STRASSE")]
    [InlineData("ﬁ", "FI")]
    [InlineData("ŉ", "ʼN")]
    [InlineData("ſun", "SUN")]
    [InlineData("dıgıt", "DIGIT")]
    [InlineData("ΐ", "\u0399\u0308\u0301")]
    [InlineData("rook②", "ROOK②")]
    [InlineData("rook\u0301", "ROOK")]
    [InlineData("rook\u203Frook", "ROOK ROOK")]
    [InlineData("笑 ハート", "笑 ハート")]
    [InlineData("𝐀x", "𝐀X")]
    [InlineData("a\0b\u0001c", "A B C")]
    public void Words_are_runs_of_letters_digits_and_underscores_in_full_upper_case(string text, string words)
    {
        Assert.Equal(words, string.Join(' ', Words(text).Select(word => word.Text)));
    }

    [Fact]
    public void Halves_of_surrogate_pairs_only_separate()
    {
        Assert.Equal([("A", 0, 1), ("B", 2, 3)], Words("a\uD800b\uDC00"));
    }

    [Fact]
    public void Each_word_says_where_it_stands()
    {
        Assert.Equal([("A", 1, 2), ("STRASSE", 4, 10), ("𝐀", 11, 13)], Words("-a--straße 𝐀"));
    }

    [Fact]
    public void Every_word_of_the_longest_allowed_has_room()
    {
        foreach (var letter in new[] { 'a', 'ß', 'ŉ', 'ΐ', '笑' })
            Assert.Single(Words(new string(letter, QueryLimits.WordLength)), word => word.Text.Length >= QueryLimits.WordLength);
    }

    [Fact]
    public void A_word_without_room_is_said_to_be_overlong_and_harms_no_other()
    {
        var text = $"a {new string('x', 4091)} b";
        var words = new WordTokenizer(text, FakeCharacterClasses.Instance, stackalloc byte[WordTokenizer.BufferSize]);

        Assert.True(words.MoveNext());
        Assert.Equal("A"u8, words.Current);
        Assert.True(words.MoveNext());
        Assert.True(words.IsOverlong);
        Assert.True(words.Current.IsEmpty);
        Assert.Equal(4091, words.End - words.Start);
        Assert.True(words.MoveNext());
        Assert.False(words.IsOverlong);
        Assert.Equal("B"u8, words.Current);
        Assert.False(words.MoveNext());
        Assert.False(words.MoveNext());
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        const string Text = "black chess-piece 笑";
        Count(Text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Count(Text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4, count);
        Assert.Equal(0, allocated);
    }

    private static int Count(string text)
    {
        var words = new WordTokenizer(text, FakeCharacterClasses.Instance, stackalloc byte[WordTokenizer.BufferSize]);
        var count = 0;
        while (words.MoveNext())
            count++;
        return count;
    }

    private static List<(string Text, int Start, int End)> Words(string text)
    {
        var words = new WordTokenizer(text, FakeCharacterClasses.Instance, stackalloc byte[WordTokenizer.BufferSize]);
        var list = new List<(string, int, int)>();
        while (words.MoveNext())
            list.Add((Encoding.UTF8.GetString(words.Current), words.Start, words.End));
        return list;
    }
}
