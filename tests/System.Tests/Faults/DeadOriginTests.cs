using System.Text.Json;
using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>The origin is gone: before anybody had anything of it, or after.</summary>
public sealed class DeadOriginTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_first_harvest_every_country_is_still_served_and_said_to_be_stale()
    {
        await using var stage = new Stage();
        var origin = await stage.StartOrigin();
        var node = await Serve(stage);
        using var client = new ActorsClient(node.Address);
        var harvest = await Harvest(client);
        Assert.Equal((249, 249), (harvest.Total, harvest.Ok));

        await origin.Kill();

        using var http = new HttpClient { BaseAddress = node.Address, Timeout = Patience };
        foreach (var country in harvest.Countries)
        {
            using var read = await http.GetAsync($"/v1/countries/{country.Code}?origin=mine", Cancel);
            Assert.True(read.IsSuccessStatusCode, $"{country.Code}: {(int)read.StatusCode} {await read.Content.ReadAsStringAsync(Cancel)}");
            var body = JsonElement.Parse(await read.Content.ReadAsByteArrayAsync(Cancel));
            Assert.True(body.GetProperty("stale").GetBoolean(), $"{country.Code} is not said to be stale.");
            Assert.Equal(country.Country, body.GetProperty("country").GetString());
            Assert.NotNull(read.Headers.Age);
            using var flag = await http.GetAsync($"/v1/countries/{country.Code}/flag?origin=mine", Cancel);
            Assert.True(flag.IsSuccessStatusCode, $"{country.Code}: {(int)flag.StatusCode} {await flag.Content.ReadAsStringAsync(Cancel)}");
            Assert.Equal(country.Flag!.Bytes, (await flag.Content.ReadAsByteArrayAsync(Cancel)).Length);
        }
    }

    [Fact]
    public async Task Before_it_a_harvest_ends_within_30_seconds_with_every_country_failed_and_the_cause()
    {
        await using var stage = new Stage();
        var node = await Serve(stage);
        using var client = new ActorsClient(node.Address);

        var harvest = await Harvest(client);

        Assert.Equal((HarvestStates.Completed, 249, 249), (harvest.State, harvest.Total, harvest.Failed));
        Assert.InRange(harvest.ElapsedMs, 0, 30_000);
        Assert.All(harvest.Countries, country => Assert.Equal(
            (country.Code, CountryStates.Failed, "connect_refused", "connect"),
            (country.Code, country.State, country.Error?.Code, country.Error?.Phase)));
    }

    // What is fresh needs no origin; a lifetime of no time makes all of it stale at once.
    private static Task<RunningGateway> Serve(Stage stage) => stage.StartServe(
        Stage.FreeAddress(),
        ("Origin__Embedded", "false"),
        ("Origins__mine__FlagUrl", $"{stage.Origin.Address}local/flags/{{cc}}/{{cc}}.svg?cacheControl=max-age%3D0"),
        ("Origins__mine__MetadataUrl", $"{stage.Origin.Address}local/flags/{{cc}}/metadata.json?cacheControl=max-age%3D0"),
        ("Origins__mine__MaxConcurrency", "50"),
        ("Origins__mine__AllowPrivateAddresses", "true"));

    private static async Task<Harvest> Harvest(ActorsClient client)
    {
        var harvest = await client.StartHarvestAsync(new HarvestOrder { Origin = "mine", All = true, Concurrency = 50 }, null, Cancel);
        return await client.WaitForHarvestAsync(harvest.Id, Patience, Cancel);
    }
}
