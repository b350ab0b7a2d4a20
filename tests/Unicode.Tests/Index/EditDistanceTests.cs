using System.Text;
using Actors.Unicode.Index;

namespace Actors.Unicode.Tests.Index;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("A", "", 1)]
    [InlineData("ROOK", "ROOK", 0)]
    [InlineData("ROKO", "ROOK", 1)]
    [InlineData("ROK", "ROOK", 1)]
    [InlineData("ROOKS", "ROOK", 1)]
    [InlineData("RAOK", "ROOK", 1)]
    [InlineData("SQAURED", "SQUARED", 1)]
    [InlineData("BRAILEL", "BRAILLE", 1)]
    [InlineData("CA", "ABC", 3)]
    [InlineData("KITTEN", "SITTING", 3)]
    public void Errors_are_counted(string one, string other, int errors)
    {
        Assert.Equal(errors, EditDistance.Between(one, other));
        Assert.Equal(errors, EditDistance.Between(other, one));
        for (var limit = 0; limit < 4; limit++)
        {
            var found = EditDistance.Between(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other), limit);
            Assert.True(errors <= limit ? found == errors : found > limit, $"limit {limit}: {found}");
        }
    }

    [Fact]
    public void Long_words_are_compared_too() => Assert.Equal(100, EditDistance.Between(new string('A', 200), new string('A', 300)));
}
