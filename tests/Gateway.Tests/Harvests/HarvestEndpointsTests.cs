using System.Net;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Harvests;

public sealed class HarvestEndpointsTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Theory]
    [InlineData("0199a3000000700080000000000000ff")]
    [InlineData("nonsense")]
    public async Task An_unknown_harvest_is_404_everywhere(string id)
    {
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Get, "?wait=1"), (HttpMethod.Get, "/events"), (HttpMethod.Delete, ""),
            (HttpMethod.Post, "/pause"), (HttpMethod.Post, "/resume"), (HttpMethod.Post, "/cancel"),
        })
        {
            using var response = await Http.Send(method, $"/v1/harvests/{id}{path}");
            await response.IsProblem(404, "harvest_not_found");
        }
    }

    [Fact]
    public async Task Waiting_answers_at_the_end()
    {
        var harvest = StagedHarvest.New("BR");
        var waiting = Http.GetJson($"/v1/harvests/{harvest.Id}?wait=15");
        await Eventually.Holds(() => harvest.Watchers == 1);

        harvest.Settle("BR");
        harvest.Complete();

        Assert.Equal("completed", (await waiting).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Waiting_ends_when_its_seconds_are_over()
    {
        var harvest = StagedHarvest.New("BR");

        Assert.Equal("running", (await Http.GetJson($"/v1/harvests/{harvest.Id}?wait=1")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task Waiting_for_no_number_is_400(string wait)
    {
        using var response = await Http.Fetch($"/v1/harvests/{StagedHarvest.New("BR").Id}?wait={wait}");

        await response.IsProblem(400, "invalid_wait", "wait");
    }

    [Fact]
    public async Task Cancelling_is_idempotent_and_forgetting_needs_the_end()
    {
        var harvest = StagedHarvest.New("BR");

        using var early = await Http.Delete($"/v1/harvests/{harvest.Id}");
        await early.IsProblem(409, "still_running");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var cancelled = await Http.Post($"/v1/harvests/{harvest.Id}/cancel", body: null);
            Assert.Equal(1, (await cancelled.Json()).GetProperty("cancelled").GetInt32());
        }

        using var forgotten = await Http.Delete($"/v1/harvests/{harvest.Id}");
        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        using var gone = await Http.Fetch($"/v1/harvests/{harvest.Id}/events");
        await gone.IsProblem(404, "harvest_not_found");
    }

    [Fact]
    public async Task The_list_is_paged_without_countries_and_skips_what_is_gone()
    {
        var harvests = Enumerable.Range(0, 3).Select(_ => StagedHarvest.New("BR")).ToArray();
        StagedLedgerGrain.Ids = [harvests[0].Id, new string('0', 32), harvests[1].Id, harvests[2].Id];

        using var first = await Http.Fetch("/v1/harvests?limit=3&after=");
        var page = await first.Json();
        Assert.Equal([harvests[0].Id, harvests[1].Id], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.False(page.GetProperty("items")[0].TryGetProperty("countries", out _));
        var link = Assert.Single(first.Headers.GetValues("Link"));
        Assert.Equal($"</v1/harvests?limit=3&after={harvests[1].Id}>; rel=\"next\"", link);

        var rest = await Http.GetJson(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal(harvests[2].Id, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("limit=0", "invalid_limit", "limit")]
    [InlineData("limit=201", "invalid_limit", "limit")]
    [InlineData("limit=many", "invalid_limit", "limit")]
    [InlineData("page=2", "unknown_parameter", "page")]
    [InlineData("limit=1&limit=2", "repeated_parameter", "limit")]
    public async Task A_bad_query_is_400_and_names_the_parameter(string query, string code, string field)
    {
        using var response = await Http.Fetch($"/v1/harvests?{query}");

        await response.IsProblem(400, code, field);
    }
}
