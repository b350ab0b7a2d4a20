using Actors.Gateway.Telnet;

namespace Actors.Gateway.Tests.Telnet;

public sealed class PythonTextTests
{
    [Theory]
    [InlineData(" a b \r", "a b")]
    [InlineData("\u001c\u001fa\u001e", "a")]
    [InlineData("\u0085\u3000\u2028x\u205f\u00a0", "x")]
    [InlineData("\u200bx\ufeff", "\u200bx\ufeff")]
    [InlineData("\u0001 ", "\u0001")]
    [InlineData(" \t\v\f", "")]
    public void White_space_of_both_ends_goes_as_python_has_it(string line, string stripped) => Assert.Equal(stripped, PythonText.Strip(line));
}
