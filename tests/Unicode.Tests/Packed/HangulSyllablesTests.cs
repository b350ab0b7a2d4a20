using System.Text;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Tests.Packed;

public sealed class HangulSyllablesTests
{
    [Fact]
    public void Every_syllable_is_found_by_its_romanisation()
    {
        var buffer = new byte[HangulSyllables.MaxLength];
        var seen = new HashSet<string>();
        for (var syllable = 0; syllable < HangulSyllables.Count; syllable++)
        {
            var length = HangulSyllables.Write(syllable, buffer);
            Assert.Equal(syllable, HangulSyllables.Find(buffer.AsSpan(0, length)));
            Assert.True(seen.Add(Encoding.ASCII.GetString(buffer, 0, length)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("G")]
    [InlineData("GAX")]
    [InlineData("XA")]
    [InlineData("GAA")]
    [InlineData("ga")]
    [InlineData("GAHH")]
    public void Nothing_else_is(string text) => Assert.Equal(-1, HangulSyllables.Find(Encoding.ASCII.GetBytes(text)));
}
