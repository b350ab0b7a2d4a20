using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Tests.Harvests;

public sealed class CountrySelectionTests
{
    private static readonly Origin Local = new OriginCatalog(new ConfigurationBuilder().Build()).Find("local");

    [Fact]
    public void Nothing_named_means_the_twenty_most_populous()
    {
        var codes = CountrySelection.Of(new HarvestRequest(), Local);

        Assert.Equal((20, "BD", "VN"), (codes.Length, codes[0], codes[^1]));
        Assert.Equal(["BD", "BR", "CD"], CountrySelection.Of(new HarvestRequest { Limit = 3 }, Local));
    }

    [Fact]
    public void Every_beats_all_beats_countries()
    {
        var request = new HarvestRequest { Countries = ["BR"], All = true, Every = true };

        Assert.Equal(676, CountrySelection.Of(request, Local).Length);
        Assert.Equal(249, CountrySelection.Of(request with { Every = false }, Local).Length);
        Assert.Equal(["BR"], CountrySelection.Of(request with { Every = false, All = false }, Local));
    }

    [Fact]
    public void One_letter_means_twenty_six_codes_and_repeats_are_merged()
    {
        Assert.Equal(26, CountrySelection.Of(new HarvestRequest { Countries = ["b", "BR", "br", "Br"] }, Local).Length);
        Assert.Equal(["AA", "BR"], CountrySelection.Of(new HarvestRequest { Countries = ["br", "aa", "BR"] }, Local));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1")]
    [InlineData("é")]
    [InlineData("")]
    [InlineData("ß")]
    [InlineData("ﬁ")]
    public void What_is_not_one_or_two_ascii_letters_is_refused_with_its_place(string text)
    {
        var error = Assert.Throws<InvalidRequestException>(() => CountrySelection.Of(new HarvestRequest { Countries = ["BR", text] }, Local));

        Assert.Equal(("invalid_country", "countries[1]"), (error.Code, error.Field));
    }
}
