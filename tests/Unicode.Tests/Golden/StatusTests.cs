namespace Actors.Unicode.Tests.Golden;

public sealed class StatusTests
{
    [Theory]
    [InlineData("registered", "1 match for 'registered'")]
    [InlineData("  chess black \t", "35 matches for 'chess black'")]
    [InlineData("o'clock", "No match for \"o'clock\"")]
    [InlineData("o'clock \"x\"", "No match for 'o\\'clock \"x\"'")]
    [InlineData("", "No match for ''")]
    [InlineData("café", "No match for 'café'")]
    [InlineData("caf\u200Bé", "No match for 'caf\\u200bé'")]
    [InlineData("\U0001F6D9", "No match for '\U0001F6D9'")]
    [InlineData("\\", "No match for '\\\\'")]
    public void Status_quotes_as_Python_does(string query, string status) =>
        Assert.Equal(status, Lookup.Index.Status(query, Lookup.Total(query, CharMode.Seed)));

    [Fact]
    public void Strip_removes_what_Python_takes_for_white_space() =>
        Assert.Equal("a \u200B", Lookup.Index.Strip("\u001C\u3000\u0085 a \u200B\u00A0\n"));
}
