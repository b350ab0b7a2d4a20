using System.Net;
using System.Text.Json;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Auth;

/// <summary>Reading is public; starting and steering need a key, if the gateway has any.</summary>
public sealed class KeyRulesTests(GatewayFixture fixture) : IAsyncLifetime
{
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await fixture.StartGateway(Keys.Setting, ("Auth:Keys:ci", Keys.Hash("another")));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/v1/harvests")]
    [InlineData("/v1/origins")]
    [InlineData("/health/ready")]
    [InlineData("/")]
    public async Task Reading_needs_none(string path)
    {
        using var response = await _gateway.Http.Fetch(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/v1/harvests")]
    [InlineData("POST", "/v1/harvests?dryRun=true")]
    [InlineData("POST", "/v1/harvests/x/pause")]
    [InlineData("POST", "/v1/harvests/x/resume")]
    [InlineData("POST", "/v1/harvests/x/cancel")]
    [InlineData("DELETE", "/v1/harvests/x")]
    [InlineData("POST", "/v1/origins/local/pause")]
    [InlineData("POST", "/v1/origins/local/resume")]
    [InlineData("POST", "/v1/not-built-yet")]
    [InlineData("PUT", "/v1/harvests/x")]
    [InlineData("TRACE", "/")]
    public async Task Everything_else_is_401_without_and_says_how(string method, string path)
    {
        using var response = await _gateway.Http.Send(new HttpMethod(method), path);

        await response.IsProblem(401, "key_required");
        Assert.Equal("Bearer realm=\"actors\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("POST", "/v1/harvests")]
    [InlineData("GET", "/v1/harvests")]
    [InlineData("GET", "/v1/socket")]
    [InlineData("GET", "/nothing")]
    public async Task A_wrong_key_is_401_anywhere_and_is_not_shown(string method, string path)
    {
        using var response = await _gateway.Http.Send(new HttpMethod(method), path, ("Authorization", $"Bearer {Keys.Wrong}"));

        await response.IsProblem(401, "invalid_key");
        Assert.Equal("Bearer realm=\"actors\", error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
        Assert.DoesNotContain(Keys.Wrong, await response.Content.ReadAsStringAsync(Answers.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_key_the_answer_is_the_same()
    {
        var bodies = new HashSet<string>();
        foreach (var credentials in new[] { "Bearer x", $"Bearer {Keys.Right[..^1]}", $"bearer {Keys.Right}x", "Bearer", $"Bearer {new string('x', 5000)}" })
        {
            using var response = await _gateway.Http.Send(HttpMethod.Post, "/v1/harvests", ("Authorization", credentials));
            bodies.Add(await response.Content.ReadAsStringAsync(Answers.Cancel));
        }

        Assert.Single(bodies);
    }

    [Theory]
    [InlineData("Bearer ", Keys.Right)]
    [InlineData("bearer ", Keys.Right)]
    [InlineData("Bearer ", "another")]
    public async Task Each_right_key_starts_and_steers(string scheme, string key)
    {
        using var started = await _gateway.Http.Send(HttpMethod.Post, "/v1/harvests", ("Authorization", scheme + key));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);

        using var cancelled = await _gateway.Http.Send(HttpMethod.Post, $"{started.Headers.Location}/cancel", ("Authorization", scheme + key));
        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("token")]
    [InlineData("access_token")]
    public async Task A_key_in_the_query_is_an_unknown_parameter_and_no_key(string name)
    {
        using var read = await _gateway.Http.Fetch($"/v1/harvests?{name}={Keys.Right}");
        await read.IsProblem(400, "unknown_parameter", name);

        using var started = await _gateway.Http.Send(HttpMethod.Post, $"/v1/harvests?{name}={Keys.Right}");
        await started.IsProblem(401, "key_required");

        using var opened = await _gateway.Http.Fetch($"/v1/socket?{name}={Keys.Right}");
        await opened.IsProblem(400, "unknown_parameter", name);
    }

    [Fact]
    public async Task Without_keys_everything_is_open_whatever_is_shown()
    {
        using var response = await fixture.Http.Send(HttpMethod.Post, "/v1/harvests", ("Authorization", $"Bearer {Keys.Wrong}"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task A_proxys_own_credentials_are_not_ours_to_judge()
    {
        using var response = await _gateway.Http.Fetch("/v1/harvests", ("Authorization", "Basic dXNlcjpwYXNz"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_api_description_says_which_operations_need_one()
    {
        var document = await _gateway.Http.GetJson("/openapi/v1.json");

        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                Assert.Equal(operation.Name is "post" or "delete", operation.Value.TryGetProperty("security", out _));
        }

        var start = document.GetProperty("paths").GetProperty("/v1/harvests").GetProperty("post");
        Assert.Equal("""[{"key":[]}]""", JsonSerializer.Serialize(start.GetProperty("security")));
        Assert.True(start.GetProperty("responses").TryGetProperty("401", out _));
        var open = await fixture.Http.GetJson("/openapi/v1.json");
        Assert.Equal(
            """[{},{"key":[]}]""",
            JsonSerializer.Serialize(open.GetProperty("paths").GetProperty("/v1/harvests").GetProperty("post").GetProperty("security")));
    }

    [Fact]
    public async Task A_harvest_is_not_touched_by_who_may_not_steer_it()
    {
        var harvest = StagedHarvest.New("BR");

        using var response = await _gateway.Http.Send(HttpMethod.Post, $"/v1/harvests/{harvest.Id}/cancel", ("Authorization", $"Bearer {Keys.Wrong}"));

        await response.IsProblem(401, "invalid_key");
        Assert.Equal(Actors.Grains.Harvests.HarvestState.Running, harvest.State);
    }
}
