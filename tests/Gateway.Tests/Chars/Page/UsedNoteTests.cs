using System.Text;
using Actors.Gateway.Chars.Page;

namespace Actors.Gateway.Tests.Chars.Page;

public sealed class UsedNoteTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("""{"prefix":null,"aliases":false,"keywords":[],"corrected":[]}""", "")]
    [InlineData("""{"prefix":"cat","aliases":false,"keywords":[],"corrected":[]}""", "Also found by words that begin with 'cat'.")]
    [InlineData("""{"prefix":"x","aliases":true,"keywords":["en","pt"],"corrected":[]}""",
        "Also found by words that begin with 'x', aliases, keywords (en, pt).")]
    [InlineData("""{"prefix":null,"keywords":[],"corrected":[{"from":"braile","to":"BRAILLE"},{"from":"dto","to":"DOT"}]}""",
        "Nothing has 'braile': read as 'BRAILLE'. Nothing has 'dto': read as 'DOT'.")]
    [InlineData("""{"later":1}""", "")]
    public void What_was_done_beyond_whole_words_is_said(string? used, string note) =>
        Assert.Equal(note, UsedNote.From(used is null ? null : Encoding.UTF8.GetBytes(used)));
}
