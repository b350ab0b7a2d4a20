using System.Net.Http.Json;
using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Origins;

/// <summary>Public APIs of different shape are a matter of configuration; their secrets come from the environment and stay there.</summary>
public sealed class PublicApisTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_array_answer_with_a_bearer_key_and_a_flag_url_in_the_metadata_need_no_code()
    {
        var (api, pictures) = (Stage.FreeAddress(), Stage.FreeAddress());
        await using var apis = await ImitatedApis.Start(api, pictures);
        await using var stage = new Stage();
        var node = await stage.StartServe(Stage.FreeAddress(), [.. Settings(api, pictures), ("COUNTRIES_KEY", ImitatedApis.Key)]);
        using var http = new HttpClient { BaseAddress = node.Address };

        var array = await Harvest(http, "array", "FR", "DE");
        var wrapped = await Harvest(http, "wrapped", "FR", "QQ");

        Assert.Equal(["Land DE", "Land FR"], array.Select(country => country.GetProperty("country").GetString()));
        Assert.All(array, country => Assert.Equal("image/svg+xml", country.GetProperty("flag").GetProperty("mediaType").GetString()));
        Assert.Equal("Pays FR", wrapped[0].GetProperty("country").GetString());
        Assert.Equal("ok", wrapped[0].GetProperty("state").GetString());
        Assert.Equal("error_body", wrapped[1].GetProperty("error").GetProperty("code").GetString());

        // The key goes to whom it belongs, and nobody else hears of it.
        Assert.Equal($"Bearer {ImitatedApis.Key}", apis.Authorizations["/v3.1/alpha/FR"]);
        Assert.Equal("", apis.Authorizations["/flags/v5/FR.svg"]);
        var origins = await http.GetStringAsync("/v1/origins", Cancel);
        Assert.DoesNotContain(ImitatedApis.Key, origins, StringComparison.Ordinal);
        Assert.DoesNotContain(ImitatedApis.Key, node.Process.Describe(), StringComparison.Ordinal);

        var euro = await http.GetFromJsonAsync<JsonElement>("/v1/countries?origin=array&currency=eur", Cancel);
        Assert.Equal(2, euro.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_secret_that_is_missing_stops_the_start_and_names_the_key()
    {
        await using var stage = new Stage();

        var run = await stage.Run(["serve"], [.. Settings(Stage.FreeAddress(), Stage.FreeAddress())]);

        Assert.Equal(2, run.Status);
        Assert.Contains("Origins:array:Headers:Authorization", run.Everything, StringComparison.Ordinal);
        Assert.Contains("COUNTRIES_KEY", run.Everything, StringComparison.Ordinal);
    }

    private static (string Key, string Value)[] Settings(Uri api, Uri pictures) =>
    [
        ("Origin__Embedded", "false"),
        ("Origins__array__MetadataUrl", $"{api}v3.1/alpha/{{CC}}"),
        ("Origins__array__FlagUrl", $"{pictures}w320/{{cc}}.svg"),
        ("Origins__array__Headers__Authorization", "Bearer {env:COUNTRIES_KEY}"),
        ("Origins__array__NameField", "/0/name/common"),
        ("Origins__array__CurrencyField", "/0/currencies"),
        ("Origins__array__AllowPrivateAddresses", "true"),
        ("Origins__wrapped__MetadataUrl", $"{api}countries/v5/codes.alpha_2/{{CC}}"),
        ("Origins__wrapped__FlagUrl", "{metadata:/data/objects/0/flag/url_svg}"),
        ("Origins__wrapped__NameField__0", "/data/objects/0/names/common"),
        ("Origins__wrapped__NameField__1", "/data/objects/0/names/official"),
        ("Origins__wrapped__ErrorField", "/errors"),
        ("Origins__wrapped__AllowPrivateAddresses", "true"),
    ];

    private static async Task<JsonElement[]> Harvest(HttpClient http, string origin, params string[] countries)
    {
        using var started = await http.PostAsJsonAsync("/v1/harvests", new { origin, countries }, Cancel);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        var harvest = await http.GetFromJsonAsync<JsonElement>($"/v1/harvests/{id}?wait=60", Cancel);
        Assert.Equal("completed", harvest.GetProperty("state").GetString());
        return [.. harvest.GetProperty("countries").EnumerateArray()];
    }
}
