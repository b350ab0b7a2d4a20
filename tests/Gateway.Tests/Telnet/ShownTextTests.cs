using Actors.Gateway.Telnet;

namespace Actors.Gateway.Tests.Telnet;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("café ♜ 猫", "café ♜ 猫")]
    [InlineData("a\r\nb\u001b[2J\0", @"a\u{D}\u{A}b\u{1B}[2J\u{0}")]
    [InlineData("it's \\", @"it\'s \\")]
    [InlineData("\u202eabc\u2028\u00a0\u0085", @"\u{202E}abc\u{2028}\u{A0}\u{85}")]
    [InlineData("\U0001F600\U000E0041", "\U0001F600\\u{E0041}")]
    public void Nothing_in_a_log_line_can_act(string text, string shown) => Assert.Equal(shown, new ShownText(text).ToString());

    [Fact]
    public void A_long_text_is_cut() => Assert.InRange(new ShownText(new string('\u0001', 4000)).ToString().Length, 200, 220);
}
