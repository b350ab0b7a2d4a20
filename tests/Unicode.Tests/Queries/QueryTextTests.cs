using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

public sealed class QueryTextTests
{
    [Fact]
    public void Half_a_surrogate_pair_is_no_text_in_any_mode()
    {
        (string, int)[] texts = [("\uD800", 0), ("ab\uDC00", 2), ("😀\uD83D", 2), ("\uDE00\uD83D", 0), ("\uD83D\uD83D\uDE00", 0)];
        foreach (var (text, position) in texts)
        {
            var error = QueryNotation.Error(text);
            var seed = Assert.Throws<QueryException>(() => QueryText.CheckSeed(text));

            Assert.Equal(("query_not_text", "q", position), (error.Code, error.Field, error.Position));
            Assert.Equal(("query_not_text", "q", position), (seed.Code, seed.Field, seed.Position));
        }
    }

    [Fact]
    public void Seed_takes_longer_queries_blank_ones_and_any_character()
    {
        QueryText.CheckSeed(new string('x', QueryLimits.SeedLength));
        QueryText.CheckSeed("a\0b 😀");
        QueryText.CheckSeed("");

        var error = Assert.Throws<QueryException>(() => QueryText.CheckSeed(new string('x', QueryLimits.SeedLength + 1)));
        Assert.Equal(("query_too_long", 4096), (error.Code, error.Position));
    }

    [Fact]
    public void Blank_is_what_Python_takes_for_white_space()
    {
        const string Blanks = " \t\n\u000B\f\r\u001C\u001D\u001E\u001F\u0085\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000";

        Assert.True(QueryText.IsBlank(Blanks, FakeCharacterClasses.Instance));
        Assert.False(QueryText.IsBlank(" \u200B", FakeCharacterClasses.Instance));
        Assert.False(QueryText.IsBlank("\0", FakeCharacterClasses.Instance));
    }
}
