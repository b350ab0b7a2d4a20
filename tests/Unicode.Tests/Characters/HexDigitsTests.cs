using System.Text;
using Actors.Unicode.Characters;

namespace Actors.Unicode.Tests.Characters;

public sealed class HexDigitsTests
{
    [Fact]
    public void Every_code_point_is_read_as_it_is_written()
    {
        var buffer = new byte[HexDigits.MaxLength];
        for (var code = 0; code <= 0x10FFFF; code += 7)
        {
            var length = HexDigits.Write(code, buffer);
            Assert.Equal($"{code:X4}", Encoding.ASCII.GetString(buffer, 0, length));
            Assert.Equal(code, HexDigits.Read(buffer.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("4E00", 0x4E00, 0x4E00)]
    [InlineData("04E00", -1, 0x4E00)]
    [InlineData("0041", 0x41, 0x41)]
    [InlineData("041", -1, -1)]
    [InlineData("4e00", -1, -1)]
    [InlineData("4E0G", -1, -1)]
    [InlineData("FFFFFF", 0xFFFFFF, 0xFFFFFF)]
    [InlineData("0004E00", -1, -1)]
    [InlineData("", -1, -1)]
    public void Only_the_way_of_names_is_exact(string text, int exact, int loose)
    {
        Assert.Equal(exact, HexDigits.Read(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(loose, HexDigits.ReadLoose(Encoding.ASCII.GetBytes(text)));
    }
}
