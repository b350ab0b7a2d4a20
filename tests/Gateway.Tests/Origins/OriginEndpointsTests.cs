using System.Text.Json;

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
    public async Task Breaker_and_budget_are_told_where_the_throttle_tells_them()
    {
        var held = await fixture.Http.GetJson("/v1/origins/held");
        var local = await fixture.Http.GetJson("/v1/origins/local");

        Assert.Equal(
            """{"state":"halfOpen","until":"2099-01-01T00:00:00.000Z","failures":12,"lastError":"connect_refused"}""",
            held.GetProperty("breaker").GetRawText());
        Assert.Equal("""{"left":7,"limit":100}""", held.GetProperty("budget").GetRawText());
        Assert.Equal(JsonValueKind.Null, local.GetProperty("breaker").ValueKind);
        Assert.Equal(JsonValueKind.Null, local.GetProperty("budget").ValueKind);
    }

    [Theory]
    [InlineData("pause", true)]
    [InlineData("resume", false)]
    public async Task Pausing_and_resuming_answer_with_the_origin(string verb, bool paused)
    {
        using var response = await fixture.Http.Post($"/v1/origins/LOCAL/{verb}", body: null);
        var origin = await response.Json();

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(("local", paused), (origin.GetProperty("label").GetString(), origin.GetProperty("paused").GetBoolean()));
    }

    [Fact]
    public async Task An_unknown_origin_is_404()
    {
        using var response = await fixture.Http.Fetch("/v1/origins/nowhere");
        using var paused = await fixture.Http.Post("/v1/origins/nowhere/pause", body: null);
        using var resumed = await fixture.Http.Post("/v1/origins/nowhere/resume", body: null);

        await response.IsProblem(404, "unknown_origin");
        await paused.IsProblem(404, "unknown_origin");
        await resumed.IsProblem(404, "unknown_origin");
    }
}
