using System.Text;
using System.Text.Json;
using Actors.Origin.Countries;

namespace Actors.Origin.Tests.Countries;

public sealed class OriginFilesTests
{
    // The officially assigned codes of ISO 3166-1, from Debian's iso-codes 4.15: a list that is not made from our own data.
    private const string Iso3166 =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
        "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
        "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
        "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU " +
        "MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
        "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
        "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    private static readonly OriginFiles _files = new();

    [Fact]
    public void There_is_a_flag_and_a_metadata_file_for_each_of_the_249_countries_and_nothing_else()
    {
        var codes = Iso3166.Split(' ').Select(code => code.ToLowerInvariant()).ToArray();

        Assert.Equal(249, codes.Length);
        Assert.Equal(
            codes.SelectMany(code => new[] { $"/flags/{code}/{code}.svg", $"/flags/{code}/metadata.json" }).Order(StringComparer.Ordinal),
            _files.Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_flag_is_an_svg_and_every_metadata_file_names_its_country_and_code()
    {
        foreach (var code in Iso3166.Split(' '))
        {
            var metadata = Metadata(code);
            var flag = Encoding.UTF8.GetString(Find($"/flags/{code.ToLowerInvariant()}/{code.ToLowerInvariant()}.svg").Body.Span);

            Assert.StartsWith("<svg", flag, StringComparison.Ordinal);
            Assert.Equal(code, metadata.GetProperty("iso_cc").GetString());
            Assert.NotEmpty(metadata.GetProperty("country").GetString()!);
            Assert.Equal(3, metadata.GetProperty("alpha_3").GetString()!.Length);
            Assert.Matches("^[0-9]{3}$", metadata.GetProperty("numeric").GetString()!);
            Assert.Contains(metadata.GetProperty("continent").GetString()!, (string[])["AF", "AN", "AS", "EU", "NA", "OC", "SA"]);
        }
    }

    [Fact]
    public void Metadata_of_a_country_says_all_that_the_data_offers()
    {
        var brazil = Find("/flags/br/metadata.json");

        Assert.Equal("application/json", brazil.MediaType);
        Assert.Equal(
            """{"country":"Brazil","iso_cc":"BR","alpha_3":"BRA","numeric":"076","capital":"Brasília","continent":"SA","currencies":["BRL"],"languages":["pt"],"population":220052000}""",
            Encoding.UTF8.GetString(brazil.Body.Span));
    }

    [Theory]
    [InlineData("AQ")]
    [InlineData("BV")]
    [InlineData("HM")]
    [InlineData("MO")]
    [InlineData("UM")]
    public void A_country_without_a_capital_has_null_and_not_an_empty_text(string code) =>
        Assert.Equal(JsonValueKind.Null, Metadata(code).GetProperty("capital").ValueKind);

    [Fact]
    public void Antarctica_has_empty_lists_of_currencies_and_languages()
    {
        Assert.Equal(0, Metadata("AQ").GetProperty("currencies").GetArrayLength());
        Assert.Equal(0, Metadata("AQ").GetProperty("languages").GetArrayLength());
    }

    [Fact]
    public void Western_Sahara_which_other_sources_lack_is_complete()
    {
        var sahara = Metadata("EH");

        Assert.Equal("Western Sahara", sahara.GetProperty("country").GetString());
        Assert.Equal("ESH", sahara.GetProperty("alpha_3").GetString());
        Assert.Equal("732", sahara.GetProperty("numeric").GetString());
        Assert.True(sahara.GetProperty("population").GetInt64() > 0);
    }

    [Fact]
    public void Names_are_written_as_they_are() =>
        Assert.Contains("Türkiye", Encoding.UTF8.GetString(Find("/flags/tr/metadata.json").Body.Span), StringComparison.Ordinal);

    [Theory]
    [InlineData("/flags/xk/xk.svg")]
    [InlineData("/flags/eu/eu.svg")]
    [InlineData("/flags/ac/metadata.json")]
    [InlineData("/flags/BR/BR.svg")]
    [InlineData("/flags/br/cn.svg")]
    [InlineData("/flags/br/br.gif")]
    [InlineData("/flags/br")]
    [InlineData("/")]
    public void Anything_else_is_not_there(string path) => Assert.Null(_files.Find(path));

    [Fact]
    public void Sizes_spread_over_three_orders_of_magnitude()
    {
        var sizes = _files.Paths.Where(path => path.EndsWith(".svg", StringComparison.Ordinal)).Select(path => Find(path).Body.Length).ToArray();

        Assert.InRange(sizes.Min(), 100, 300);
        Assert.InRange(sizes.Max(), 150_000, 200_000);
    }

    private static OriginFile Find(string path) => _files.Find(path) ?? throw new Xunit.Sdk.XunitException($"{path} is missing.");

    private static JsonElement Metadata(string code) => JsonElement.Parse(Find($"/flags/{code.ToLowerInvariant()}/metadata.json").Body.Span);
}
