using System.Net;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Tests.Harvests;

public sealed class StartHarvestTests(GatewayFixture fixture)
{
    private HttpClient Http => fixture.Http;

    [Fact]
    public async Task Starting_answers_202_with_the_place_and_the_harvest()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body("""{"countries":["BR"],"concurrency":7}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var harvest = await response.Json();
        Assert.Equal($"/v1/harvests/{harvest.GetProperty("id").GetString()}", response.Headers.Location?.ToString());
        Assert.Equal("running", harvest.GetProperty("state").GetString());
        Assert.Equal(7, harvest.GetProperty("concurrency").GetInt32());
        Assert.Equal("BR", harvest.GetProperty("countries")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Starting_needs_no_body()
    {
        using var response = await Http.Post("/v1/harvests", body: null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task The_body_reaches_the_grain_as_it_was_asked()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body(
            """
            {"origin":"Local","countries":["br","c"],"all":true,"every":true,"limit":3,"concurrency":1000,"parts":"flag",
             "refresh":"always","maxAttempts":1,"deadlineMs":1500}
            """));

        var id = (await response.Json()).GetProperty("id").GetString()!;
        Assert.Equal(
            new HarvestRequest
            {
                Origin = "Local",
                Countries = ["br", "c"],
                All = true,
                Every = true,
                Limit = 3,
                Concurrency = 1000,
                Parts = Parts.Flag,
                Refresh = Refresh.Always,
                MaxAttempts = 1,
                Deadline = TimeSpan.FromSeconds(1.5),
            },
            StagedHarvest.Find(id)!.Request);
    }

    [Theory]
    [InlineData("""{"concurrency":0}""", "invalid_concurrency", "concurrency")]
    [InlineData("""{"concurrency":1001}""", "invalid_concurrency", "concurrency")]
    [InlineData("""{"concurrency":"5"}""", "invalid_concurrency", "concurrency")]
    [InlineData("""{"limit":0}""", "invalid_limit", "limit")]
    [InlineData("""{"limit":1.5}""", "invalid_limit", "limit")]
    [InlineData("""{"maxAttempts":11}""", "invalid_max_attempts", "maxAttempts")]
    [InlineData("""{"deadlineMs":0}""", "invalid_deadline_ms", "deadlineMs")]
    [InlineData("""{"countries":["BR","ß"]}""", "invalid_countries", "countries[1]")]
    [InlineData("""{"countries":["BRA"]}""", "invalid_countries", "countries[0]")]
    [InlineData("""{"countries":"BR"}""", "invalid_countries", "countries")]
    [InlineData("""{"parts":"all"}""", "invalid_parts", "parts")]
    [InlineData("""{"refresh":1}""", "invalid_refresh", "refresh")]
    [InlineData("""{"all":"yes"}""", "invalid_all", "all")]
    [InlineData("""{"colour":1}""", "unknown_member", "colour")]
    [InlineData("""{"origin":"\ud800"}""", "invalid_origin", "origin")]
    [InlineData("""{"\ud800":1}""", "invalid_json", null)]
    [InlineData("""{"countries":["\ud800"]}""", "invalid_json", null)]
    [InlineData("""{"limit":1,"limit":2}""", "duplicate_member", "limit")]
    [InlineData("""[]""", "invalid_json", null)]
    [InlineData("""{"limit":1""", "invalid_json", null)]
    [InlineData("""{"origin":"nowhere"}""", "unknown_origin", "origin")]
    [InlineData("""{"origin":"picky"}""", "invalid_limit", "limit")]
    public async Task A_bad_body_is_400_and_names_what_is_wrong(string body, string code, string? field)
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body(body));

        await response.IsProblem(400, code, field);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_400()
    {
        using var body = new ByteArrayContent([.. "{\"origin\":\""u8, 0xFF, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");
        using var response = await Http.Post("/v1/harvests", body);

        await response.IsProblem(400, "invalid_json", null);
    }

    [Fact]
    public async Task Bad_json_is_told_with_its_position()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body("{\n\"limit\": x}"));

        Assert.Contains("line 2, byte 10", (await response.Json()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_media_type_is_415_and_too_much_of_it_413()
    {
        using var form = new StringContent("{}");
        using var text = await Http.Post("/v1/harvests", form);
        await text.IsProblem(415, "unsupported_media_type", "Content-Type");

        using var large = await Http.Post("/v1/harvests", Answers.Body(new string(' ', 100_000)));
        await large.IsProblem(413, "body_too_large");
    }

    [Fact]
    public async Task Too_many_harvests_is_503_and_says_when_to_come_back()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body("""{"origin":"busy"}"""));

        await response.IsProblem(503, "too_many_harvests");
        Assert.Equal("7", response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_503()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body("""{"origin":"dead"}"""));

        await response.IsProblem(503, "cluster_unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_defect_is_500_and_tells_nothing_of_the_inside()
    {
        using var response = await Http.Post("/v1/harvests", Answers.Body("""{"origin":"broken"}"""));

        await response.IsProblem(500, "internal_error");
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(Answers.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_and_body_start_one_harvest_and_another_body_is_409()
    {
        var key = Guid.NewGuid().ToString("n");
        async Task<HttpResponseMessage> Start(string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/harvests") { Content = Answers.Body(body) };
            request.Headers.Add("Idempotency-Key", key);
            return await Http.SendAsync(request, Answers.Cancel);
        }

        using var first = await Start("""{"countries":["BR"]}""");
        using var again = await Start("""{"countries":["BR"]}""");
        using var other = await Start("""{"countries":["CN"]}""");

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        await other.IsProblem(409, "idempotency_conflict");
    }

    [Fact]
    public async Task A_key_with_blanks_or_too_long_is_400()
    {
        foreach (var key in new[] { "a b", new string('k', 256) })
        {
            using var response = await Http.Send(HttpMethod.Post, "/v1/harvests", ("Idempotency-Key", key));
            await response.IsProblem(400, "invalid_idempotency_key", "Idempotency-Key");
        }
    }
}
