using System.Text.Json;
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
    [InlineData("Origins:x:NameField:1", "country", "Origins:x:NameField:1")]
    [InlineData("Origins:x:CurrencyField", "/a~", "Origins:x:CurrencyField")]
    [InlineData("Origins:x:ErrorField", "error", "Origins:x:ErrorField")]
    [InlineData("Origins:x:Learn", "perhaps", "Origins:x:Learn")]
    [InlineData("Origins:x:Headers:Range", "bytes=0-1", "Origins:x:Headers:Range")]
    [InlineData("Origins:x:Headers:X-Key", "s\u00e9same", "Origins:x:Headers:X-Key")]
    [InlineData("Origins:x:Headers:X-Key", "{env:", "Origins:x:Headers:X-Key")]
    [InlineData("Origins:x:UserAgent", "a\nb", "Origins:x:UserAgent")]
    [InlineData("Origins:x:Colour", "red", "Origins:x:Colour")]
    [InlineData("Origins:x:Codes", "BR", "Origins:x:Codes")]
    [InlineData("Origins:x:Headers", "X-Key", "Origins:x:Headers")]
    [InlineData("Origins:x:FlagUrl:0", "https://example.org/{cc}", "Origins:x:FlagUrl:0")]
    [InlineData("Origins:x:UserAgent", "", "Origins:x:UserAgent")]
    [InlineData("Origins:x:NameField", "", "Origins:x:NameField")]
    [InlineData("Origins:x:NameField:0", "", "Origins:x:NameField:0")]
    [InlineData("Origins:x:FlagUrl", "https://example.org/{cc}#x", "Origins:x:FlagUrl")]
    [InlineData("Origins:x:FlagUrl", "https://example.org/#{cc}", "Origins:x:FlagUrl")]
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
    public void A_header_takes_its_secret_from_the_environment_and_keeps_it()
    {
        const string Name = "ACTORS_TEST_HEADER_KEY";
        Environment.SetEnvironmentVariable(Name, "sesame");

        var origin = Catalog(("Origins:x:FlagUrl", "https://example.org/{cc}"), ("Origins:x:Headers:Authorization", $"Bearer {{env:{Name}}}")).Find("x");

        Assert.Equal("Bearer sesame", Assert.Single(origin.Headers).Value);
        Assert.Equal(["Bearer sesame", "sesame"], origin.Secrets);
        Assert.DoesNotContain("sesame", origin.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:sesame@example.org/{cc}")]
    [InlineData("https://sesame/?key=sesame")]
    [InlineData("sesame://example.org/{cc}")]
    public void A_url_is_never_part_of_a_failure(string url)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Catalog(("Origins:x:MetadataUrl", url)));

        Assert.Contains("Origins:x:MetadataUrl", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_a_url_is_a_secret()
    {
        var origin = Catalog(("Origins:x:FlagUrl", "https://example.org/{cc}?key=open%20sesame&size={cc}")).Find("x");

        Assert.Equal(["open%20sesame", "open sesame"], origin.Secrets);
        Assert.Equal("https://example.org/{cc}?key=…&size={cc}", $"{origin.Flag}");
        Assert.Equal("no key *** or ***", origin.Hide("no key open sesame or open%20sesame"));
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("a\nsesame", "line break")]
    public void A_secret_that_is_missing_or_broken_is_named_by_its_key_and_not_shown(string? value, string reason)
    {
        var name = $"ACTORS_TEST_{reason.Replace(' ', '_')}";
        Environment.SetEnvironmentVariable(name, value);

        var error = Assert.Throws<OptionsValidationException>(() => Catalog(
            ("Origins:x:FlagUrl", "https://example.org/{cc}"), ("Origins:x:Headers:X-Key", $"{{env:{name}}}")));

        Assert.Contains("Origins:x:Headers:X-Key", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_are_one_pointer_or_several_and_have_defaults()
    {
        using var document = JsonDocument.Parse("""
            [{"name":{"common":"Brazil"},"currencies":{"BRL":{"name":"Real"}},"languages":[{"name":"Portuguese","iso_code":"pt"}],"area":"x"}]
            """);
        var origin = Catalog(
            ("Origins:x:FlagUrl", "https://example.org/{cc}"), ("Origins:x:NameField:0", "/country"), ("Origins:x:NameField:1", "/0/name/common"),
            ("Origins:x:CurrencyField", "/0/currencies"), ("Origins:x:LanguageField:0", "/0/languages")).Find("x");

        Assert.Equal("Brazil", origin.NameField.Find(document.RootElement)!.Value.GetString());
        Assert.Equal(["BRL", "Real"], origin.CurrencyField.Texts(document.RootElement));
        Assert.Equal(["Portuguese", "pt"], origin.LanguageField.Texts(document.RootElement));
        Assert.Empty(origin.ContinentField.Texts(document.RootElement));

        using var bundled = JsonDocument.Parse("""{"country":"Brazil","continent":"SA","currencies":["BRL"],"languages":["pt"]}""");
        origin = Catalog().Find("local");
        Assert.Equal("Brazil", origin.NameField.Find(bundled.RootElement)!.Value.GetString());
        Assert.Equal(["SA"], origin.ContinentField.Texts(bundled.RootElement));
        Assert.Equal(["BRL"], origin.CurrencyField.Texts(bundled.RootElement));
        Assert.Equal(["pt"], origin.LanguageField.Texts(bundled.RootElement));
    }

    [Fact]
    public void One_label_that_learns_makes_its_authority_learn()
    {
        var catalog = Catalog(
            ("Origins:a:FlagUrl", "https://example.org/a/{cc}"), ("Origins:a:Learn", "true"), ("Origins:b:FlagUrl", "https://example.org/b/{cc}"));

        Assert.True(catalog.ThrottleOf("https://example.org:443").Learn);
        Assert.False(catalog.ThrottleOf("http://localhost:8001").Learn);
    }

    [Fact]
    public void An_origin_without_any_url_is_refused() =>
        Assert.Contains("Origins:x:FlagUrl", Assert.Throws<OptionsValidationException>(
            () => Catalog(("Origins:x:MaxConcurrency", "3"))).Message, StringComparison.Ordinal);
}
