using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class TemplateQueryTests
{
    [Theory]
    [InlineData("https://example.org/{cc}.png", "https://example.org/{cc}.png")]
    [InlineData("https://example.org/{cc}.png?key=SECRET", "https://example.org/{cc}.png?key=…")]
    [InlineData("https://example.org/?cc={cc}&key=SECRET&size={CC}x", "https://example.org/?cc={cc}&key=…&size={CC}…")]
    [InlineData("https://example.org/{cc}?SECRET", "https://example.org/{cc}?…")]
    [InlineData("https://example.org/{cc}?a&SECRET&=SECRET", "https://example.org/{cc}?…&…&=…")]
    [InlineData("https://example.org?{cc}", "https://example.org?{cc}")]
    [InlineData("https://example.org?{cc}=SECRET", "https://example.org?{cc}…")]
    [InlineData("https://example.org?{cc}?SECRET=x", "https://example.org?{cc}…")]
    [InlineData("https://example.org/{cc}?a=SECRET?SECRET=SECRET;b=SECRET", "https://example.org/{cc}?a=…")]
    [InlineData("https://example.org/{cc}#SECRET", "https://example.org/{cc}#…")]
    [InlineData("https://example.org/{cc}?a=b#SECRET&c=d", "https://example.org/{cc}?a=…&c=…")]
    [InlineData("https://example.org/{cc}/{metadata:/what?/a&b=c}?k={metadata:/d&e}", "https://example.org/{cc}/{metadata:/what?/a&b=c}?k={metadata:/d&e}")]
    public void What_stands_in_a_query_literally_is_not_shown(string template, string shown) => Assert.Equal(shown, TemplateQuery.Hide(template));

    [Fact]
    public void What_is_not_shown_is_known_as_it_stands_and_as_it_was_meant() => Assert.Equal(
        ["a%2Fb", "a/b", "c", "c"], TemplateQuery.Literals("https://example.org/{cc}?key=a%2Fb&size={cc}&c"));
}
