namespace Actors.Gateway.Tests.Origins;

public sealed class OriginEndpointsTests(GatewayFixture fixture)
{
    [Fact]
    public async Task Origins_are_listed_by_label_and_paged()
    {
        using var response = await fixture.Http.Fetch("/v1/origins?limit=2");
        var page = await response.Json();

        Assert.Equal(["held", "local"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("label").GetString()));
        Assert.Equal("local", page.GetProperty("next").GetString());
        var rest = await fixture.Http.GetJson("/v1/origins?after=local");
        Assert.Equal("remote", Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("label").GetString());
    }

    [Fact]
    public async Task One_origin_is_found_in_any_case()
    {
        var origin = await fixture.Http.GetJson("/v1/origins/HELD");

        Assert.Equal("held", origin.GetProperty("label").GetString());
        Assert.Equal("2099-01-01T00:00:00.000Z", origin.GetProperty("hold").GetProperty("until").GetString());
    }

    [Fact]
    public async Task An_unknown_origin_is_404()
    {
        using var response = await fixture.Http.Fetch("/v1/origins/nowhere");

        await response.IsProblem(404, "unknown_origin");
    }
}
