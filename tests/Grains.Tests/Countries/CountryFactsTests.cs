using System.Text;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Tests.Countries;

public sealed class CountryFactsTests
{
    private static Origin Origin { get; } = new OriginCatalog(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["Origins:x:FlagUrl"] = "http://x.test/{cc}" }).Build()).Find("x");

    private static CountryFacts Facts(string json) => CountryFacts.Of(Encoding.UTF8.GetBytes(json), Origin);

    [Theory]
    [InlineData("""{ "continent": "SA", "currencies": ["BRL"], "languages": ["pt"] }""", "pt")]
    [InlineData("""{ "continent": "South America", "currencies": { "BRL": { "name": "Real", "symbol": "R$" } }, "languages": { "pt": "Portuguese" } }""", "portuguese")]
    [InlineData("""{ "continent": "sa", "currencies": [{ "code": "BRL" }], "languages": [{ "name": "Portuguese", "iso_code": "pt" }] }""", "PT")]
    public void Codes_are_found_in_lists_and_in_maps(string json, string language)
    {
        var facts = Facts(json);

        Assert.True(facts.Match(new CountryFilter(null, "sa", "brl", language), "BR", "Brazil"));
        Assert.True(facts.Match(new CountryFilter(Continent: "South america"), "BR", "Brazil"));
        Assert.False(facts.Match(new CountryFilter(Currency: "R$"), "BR", "Brazil"));
        Assert.False(facts.Match(new CountryFilter(Currency: "BR"), "BR", "Brazil"));
        Assert.False(facts.Match(new CountryFilter(null, "sa", "brl", "es"), "BR", "Brazil"));
    }

    [Fact]
    public void A_query_is_part_of_the_code_or_the_name()
    {
        Assert.True(CountryFacts.None.Match(new CountryFilter("br"), "BR", null));
        Assert.True(CountryFacts.None.Match(new CountryFilter("AZI"), "BR", "Brazil"));
        Assert.False(CountryFacts.None.Match(new CountryFilter("x"), "BR", null));
        Assert.True(CountryFacts.None.Match(CountryFilter.None, "BR", null));
        Assert.False(CountryFacts.None.Match(new CountryFilter(Language: "pt"), "BR", "Brazil"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "continent": null, "currencies": [[["EUR"]]], "languages": 7 }""")]
    public void Metadata_of_another_shape_matches_nothing(string json) =>
        Assert.False(Facts(json).Match(new CountryFilter(Continent: "EU"), "DE", "Germany"));
}
