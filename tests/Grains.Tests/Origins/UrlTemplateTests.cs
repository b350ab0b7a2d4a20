using System.Text.Json;
using Actors.Grains.Origins;

namespace Actors.Grains.Tests.Origins;

public sealed class UrlTemplateTests
{
    private static UrlTemplate Parse(string text, bool mayUseMetadata, List<string>? secrets = null) =>
        UrlTemplate.Parse(text, mayUseMetadata, name => name == "KEY" ? "a/b+c" : null, secrets ?? []);

    [Theory]
    [InlineData("https://example.org/{cc}/{CC}.gif", "https://example.org/br/BR.gif")]
    [InlineData("http://example.org:8080/{cc}?x={CC}", "http://example.org:8080/br?x=BR")]
    [InlineData("http://example.org?{cc}", "http://example.org/?br")]
    public void Codes_are_put_in_lower_and_upper_case(string template, string expected) =>
        Assert.Equal(expected, Parse(template, mayUseMetadata: false).Expand("BR", null)!.AbsoluteUri);

    [Theory]
    [InlineData("https://example.org/flag.gif", "has no {cc}")]
    [InlineData("example.org/{cc}", "not an absolute")]
    [InlineData("ftp://example.org/{cc}", "not an absolute")]
    [InlineData("https://user:word@example.org/{cc}", "has user information")]
    [InlineData("https://example.org/{cc}/{size}", "unknown placeholder {size}")]
    [InlineData("{metadata:/flag}", "unknown placeholder")]
    [InlineData("http://{cc}.example.org/flag", "placeholder in its host")]
    [InlineData("http://example.org:80{cc}/flag", "not an absolute")]
    [InlineData("{cc}/flag", "not an absolute")]
    [InlineData("https://example.org/{cc}/{", "brace without")]
    [InlineData("https://example.org/}{cc}", "brace without")]
    [InlineData("", "has no {cc}")]
    [InlineData("https://{env:KEY}@example.org/{cc}", "has user information")]
    [InlineData("https://{env:KEY}/{cc}", "not an absolute")]
    [InlineData("{env:KEY}/{cc}", "not an absolute")]
    [InlineData("https://example.org/{cc}?key={env:NONE}", "environment variable NONE is not set")]
    [InlineData("https://example.org/{cc}?key={env:}", "has no name")]
    public void What_cannot_be_used_is_refused_with_the_reason(string template, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Parse(template, mayUseMetadata: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_whole_url_may_come_from_the_metadata_and_a_missing_one_is_no_url()
    {
        var template = Parse("{metadata:/flag/svg}", mayUseMetadata: true);
        using var good = JsonDocument.Parse("""{"flag":{"svg":"https://example.org/a%20b.svg"}}""");
        using var bad = JsonDocument.Parse("""{"flag":{"svg":"file:///etc/passwd"}}""");

        Assert.True(template.NeedsMetadata);
        Assert.Null(template.Authority);
        Assert.Equal("https://example.org/a%20b.svg", template.Expand("BR", good.RootElement)!.AbsoluteUri);
        Assert.Null(template.Expand("BR", bad.RootElement));
        Assert.Null(template.Expand("BR", null));
    }

    [Theory]
    [InlineData("https://{metadata:/host}/{cc}", "placeholder in its host")]
    [InlineData("https://example.org/{metadata:flag}", "not a JSON pointer")]
    [InlineData("{metadata:/url}?key={env:KEY}", "host is not fixed")]
    public void What_the_metadata_may_not_decide_is_refused(string template, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Parse(template, mayUseMetadata: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_url_may_begin_with_the_metadata_and_a_number_is_a_value_too()
    {
        using var document = JsonDocument.Parse("""[{"base":"https://example.org/w320","id":76}]""");

        Assert.Equal("https://example.org/w320/br-76.png", Parse("{metadata:/0/base}/{cc}-{metadata:/0/id}.png", mayUseMetadata: true)
            .Expand("BR", document.RootElement)!.AbsoluteUri);
    }

    [Fact]
    public void A_value_inside_a_url_is_escaped()
    {
        var template = Parse("https://example.org/{cc}/{metadata:/name}.png", mayUseMetadata: true);
        using var document = JsonDocument.Parse("""{"name":"../a b?c"}""");

        Assert.Equal("https://example.org/br/..%2Fa%20b%3Fc.png", template.Expand("BR", document.RootElement)!.AbsoluteUri);
    }

    [Fact]
    public void An_authority_always_names_its_port() =>
        Assert.Equal("https://example.org:443", Parse("https://EXAMPLE.org/{cc}", mayUseMetadata: false).Authority);

    [Fact]
    public void A_key_from_the_environment_is_sent_escaped_and_shown_by_its_name()
    {
        List<string> secrets = [];

        var template = Parse("https://example.org/{env:KEY}/{cc}.png?key={env:KEY}&size={CC}&v=sesame", mayUseMetadata: false, secrets);

        Assert.Equal("https://example.org/a%2Fb%2Bc/br.png?key=a%2Fb%2Bc&size=BR&v=sesame", template.Expand("BR", null)!.AbsoluteUri);
        Assert.Equal("https://example.org/{env:KEY}/{cc}.png?key={env:KEY}&size={CC}&v=…", template.ToString());
        Assert.Equal(["a%2Fb%2Bc", "a/b+c", "sesame"], secrets.Distinct().Order(StringComparer.Ordinal));
    }
}
