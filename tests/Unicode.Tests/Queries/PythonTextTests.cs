using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

/// <summary>The expected texts are CPython's own answers.</summary>
public sealed class PythonTextTests
{
    [Theory]
    [InlineData("", "''")]
    [InlineData("rook", "'rook'")]
    [InlineData("jabberwocky's vest", "\"jabberwocky's vest\"")]
    [InlineData("say \"x\"", "'say \"x\"'")]
    [InlineData("both ' and \"", "'both \\' and \"'")]
    [InlineData("\"", "'\"'")]
    [InlineData("'", "\"'\"")]
    [InlineData("a\\b", "'a\\\\b'")]
    [InlineData("\n\r\t\u000B\f\b\a\0\u001B\u007F", "'\\n\\r\\t\\x0b\\x0c\\x08\\x07\\x00\\x1b\\x7f'")]
    [InlineData("\u0080\u0085\u009F\u00A0\u00AD", "'\\x80\\x85\\x9f\\xa0\\xad'")]
    [InlineData("café ¡ÿ", "'café ¡ÿ'")]
    [InlineData("♜ 😀 笑", "'♜ 😀 笑'")]
    [InlineData("\u2028\u200B\uFEFF\u3000\uE000\uFFFF\u0378", "'\\u2028\\u200b\\ufeff\\u3000\\ue000\\uffff\\u0378'")]
    [InlineData("\U000E0001\U0010FFFF\U000F0000", "'\\U000e0001\\U0010ffff\\U000f0000'")]
    [InlineData("e\u0301", "'e\u0301'")]
    [InlineData("\\'", "\"\\\\'\"")]
    public void Repr_is_Pythons(string text, string repr)
    {
        Assert.Equal(repr, PythonText.Repr(text, FakeCharacterClasses.Instance));
    }

    [Fact]
    public void Repr_escapes_half_a_surrogate_pair()
    {
        Assert.Equal(@"'a\ud83db\ude00'", PythonText.Repr("a\uD83Db\uDE00", FakeCharacterClasses.Instance));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  rook ", "rook")]
    [InlineData("\u001C\u001Da b\u001E\u001F", "a b")]
    [InlineData("\u00A0\u3000\u2028x\u0085\u2009", "x")]
    [InlineData("\u200Bx\u200B", "\u200Bx\u200B")]
    [InlineData("\0 x \0", "\0 x \0")]
    [InlineData(" \t\r\n", "")]
    public void Strip_is_Pythons(string text, string stripped)
    {
        Assert.Equal(stripped, PythonText.Strip(text, FakeCharacterClasses.Instance));
    }

    [Theory]
    [InlineData("jabberwocky's vest", 0, "No match for \"jabberwocky's vest\"")]
    [InlineData(" rook black\n", 1, "1 match for 'rook black'")]
    [InlineData("chess black", 35, "35 matches for 'chess black'")]
    [InlineData("cjk", 103204, "103204 matches for 'cjk'")]
    public void The_status_line_is_the_books(string query, int total, string status)
    {
        Assert.Equal(status, PythonText.Status(query, total, FakeCharacterClasses.Instance));
    }
}
