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
    [InlineData("NGA")]
    [InlineData("GGGA")]
    [InlineData("GAEO")]
    [InlineData("GAGA")]
    [InlineData("GAGGG")]
    [InlineData("\0A")]
    [InlineData("GA\0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Nothing_else_is(string text) => Assert.Equal(-1, HangulSyllables.Find(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void What_is_found_is_written_so()
    {
        var (random, buffer) = (Seeded.Random(), new byte[HangulSyllables.MaxLength]);
        const string letters = "ABCDEGHIJKLMNOPRSTUWY\0a";
        for (var round = 0; round < 200_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => letters[random.Next(letters.Length)]));
            if (HangulSyllables.Find(Encoding.ASCII.GetBytes(text)) is >= 0 and var syllable)
                Assert.Equal(text, Encoding.ASCII.GetString(buffer, 0, HangulSyllables.Write(syllable, buffer)));
        }
    }
}
