using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("chess black", true)]
    [InlineData(" Cat  12 ", true)]
    [InlineData("or", true)]
    [InlineData("decadent", true)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    [InlineData("a OR b", false)]
    [InlineData("cat face", true)]
    [InlineData("2656 white", true)]
    [InlineData("face", false)]
    [InlineData(" 2656 ", false)]
    [InlineData("0x41", false)]
    [InlineData("0x", false)]
    [InlineData("cat* face*", true)]
    [InlineData("face*", true)]
    [InlineData("*", false)]
    [InlineData("cat**", false)]
    [InlineData("ca*t", false)]
    [InlineData("cat *", false)]
    [InlineData("-cat", false)]
    [InlineData("a-b", false)]
    [InlineData("a_b", false)]
    [InlineData("é", false)]
    [InlineData("a\tb", false)]
    public void Plain_is_what_means_the_same_with_and_without_grammar(string text, bool arePlain)
    {
        Assert.Equal(arePlain, PlainWords.Are(text));
    }

    [Fact]
    public void Beyond_a_limit_nothing_is_plain()
    {
        Assert.True(PlainWords.Are(new string('x', QueryLimits.WordLength)));
        Assert.False(PlainWords.Are(new string('x', QueryLimits.WordLength + 1)));
        Assert.True(PlainWords.Are(string.Join(' ', Enumerable.Repeat("a", QueryLimits.Terms))));
        Assert.False(PlainWords.Are(string.Join(' ', Enumerable.Repeat("a", QueryLimits.Terms + 1))));
        Assert.False(PlainWords.Are("a" + new string(' ', QueryLimits.Length)));
    }
}
