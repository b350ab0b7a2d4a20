using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Tests.Origins;

public sealed class OriginCatalogTests
{
    private static OriginCatalog Catalog(params (string Key, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    [Fact]
    public void Presets_follow_the_bundled_origins_ports_and_labels_ignore_case()
    {
        var catalog = Catalog(("Origin:Ports:Delay", "18002"));

        Assert.Equal("http://localhost:18002/flags/{cc}/{cc}.svg", catalog.Find("DELAY").Flag!.ToString());
        Assert.Equal(1000, catalog.Find("local").Throttle.Concurrency);
        Assert.Equal(5, catalog.Find("remote").Throttle.Concurrency);
        Assert.Equal(249, catalog.Find("error").Codes.Length);
    }

    [Fact]
    public void A_preset_can_be_changed_in_one_value_only()
    {
        var local = Catalog(("Origins:local:MaxConcurrency", "3")).Find("local");

        Assert.Equal(3, local.Throttle.Concurrency);
        Assert.NotNull(local.Metadata);
    }

    [Fact]
    public void Labels_that_share_an_authority_share_the_strictest_throttle()
    {
        var catalog = Catalog(
            ("Origins:a:FlagUrl", "https://example.org/a/{cc}"), ("Origins:a:MaxConcurrency", "9"), ("Origins:a:RequestsPerSecond", "50"),
            ("Origins:b:FlagUrl", "https://EXAMPLE.org:443/b/{cc}"), ("Origins:b:MaxConcurrency", "4"));

        Assert.Equal(4, catalog.ThrottleOf("https://example.org:443").Concurrency);
        Assert.Equal(50, catalog.ThrottleOf("https://example.org:443").PerSecond);
        Assert.Equal(5, catalog.ThrottleOf("https://elsewhere.org:443").Concurrency);
    }

    [Theory]
    [InlineData("Origins:x:FlagUrl", "https://example.org/flag", "Origins:x:FlagUrl")]
    [InlineData("Origins:x:FlagUrl", "example.org/{cc}", "Origins:x:FlagUrl")]
    [InlineData("Origins:x:MaxConcurrency", "0", "Origins:x:MaxConcurrency")]
    [InlineData("Origins:x:MaxConcurrency", "many", "Origins:x:MaxConcurrency")]
    [InlineData("Origins:x:RequestsPerSecond", "0", "Origins:x:RequestsPerSecond")]
    [InlineData("Origins:x:MaxAttempts", "11", "Origins:x:MaxAttempts")]
    [InlineData("Origins:x:Codes:0", "Brazil", "Origins:x:Codes:0")]
    [InlineData("Origins:x:Headers:X-Key", "a\r\nb", "Origins:x:Headers:X-Key")]
    [InlineData("Origins:x:NameField", "country", "Origins:x:NameField")]
    [InlineData("Origins:x:Colour", "red", "Origins:x:Colour")]
    public void What_cannot_be_used_is_named_by_its_key(string key, string value, string named)
    {
        var error = Assert.Throws<OptionsValidationException>(() =>
            Catalog(("Origins:x:MetadataUrl", "https://example.org/{cc}.json"), (key, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_header_is_never_part_of_a_failure()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Catalog(
            ("Origins:x:FlagUrl", "https://example.org/{cc}"), ("Origins:x:Headers:Bad Name", "sesame")));

        Assert.DoesNotContain("sesame", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_origin_without_any_url_is_refused() =>
        Assert.Contains("Origins:x:FlagUrl", Assert.Throws<OptionsValidationException>(
            () => Catalog(("Origins:x:MaxConcurrency", "3"))).Message, StringComparison.Ordinal);
}
