using System.Text.Json;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Tests.Harvests;

public sealed class HarvestSteeringTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task Pausing_and_resuming_answer_with_the_harvest_and_are_numbered_once()
    {
        var harvest = StagedHarvest.New("BR");

        foreach (var (verb, state, seq) in new[] { ("pause", "paused", 1), ("pause", "paused", 1), ("resume", "running", 2), ("resume", "running", 2) })
        {
            using var response = await Http.Post($"/v1/harvests/{harvest.Id}/{verb}", body: null);
            var body = await response.Json();
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal((state, seq), (body.GetProperty("state").GetString(), body.GetProperty("seq").GetInt32()));
            Assert.Equal(1, body.GetProperty("countries").GetArrayLength());
        }

        using var events = await Http.Send(HttpMethod.Get, $"/v1/harvests/{harvest.Id}/events", ("Accept", "application/json"));
        Assert.Equal(
            ["state paused", "state running"],
            (await events.Json()).GetProperty("events").EnumerateArray()
                .Select(one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("state").GetString()}"));
    }

    [Fact]
    public async Task A_paused_harvest_is_still_running_for_whoever_wants_to_forget_it()
    {
        var harvest = StagedHarvest.New("BR");
        harvest.Steer(HarvestState.Paused);

        using var early = await Http.Delete($"/v1/harvests/{harvest.Id}");

        await early.IsProblem(409, "still_running");
    }

    [Fact]
    public async Task A_dry_run_answers_with_numbers_and_starts_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/harvests?dryRun=true")
        {
            Content = Answers.Body("""{ "countries": ["BR", "C"] }"""),
        };
        // Of no use here, however it looks.
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "no key");

        using var response = await Http.SendAsync(request, Answers.Cancel);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Equal("""{"total":2,"requests":4,"estimatedMs":250}""", JsonSerializer.Serialize(await response.Json()));
    }

    [Theory]
    [InlineData("dryRun=true", """{ "origin": "nowhere" }""", "unknown_origin", "origin")]
    [InlineData("dryRun=true", """{ "concurrency": 0 }""", "invalid_concurrency", "concurrency")]
    [InlineData("dryRun=true", """{ "colour": 0 }""", "unknown_member", "colour")]
    [InlineData("dryRun=yes", "{}", "invalid_dry_run", "dryRun")]
    [InlineData("dryRun=", "{}", "invalid_dry_run", "dryRun")]
    [InlineData("dryRun=true&dryRun=true", "{}", "repeated_parameter", "dryRun")]
    [InlineData("dry=true", "{}", "unknown_parameter", "dry")]
    public async Task A_bad_dry_run_is_400_as_a_bad_start_is(string query, string body, string code, string field)
    {
        using var response = await Http.Post($"/v1/harvests?{query}", Answers.Body(body));

        await response.IsProblem(400, code, field);
    }

    [Fact]
    public async Task False_starts_it()
    {
        using var response = await Http.Post("/v1/harvests?dryRun=false", Answers.Body("""{ "countries": ["BR"] }"""));

        Assert.Equal(202, (int)response.StatusCode);
    }
}
