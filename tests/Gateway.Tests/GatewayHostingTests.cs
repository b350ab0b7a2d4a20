using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests;

public sealed class GatewayHostingTests(GatewayFixture fixture)
{
    [Fact]
    public async Task An_unknown_path_is_a_problem()
    {
        using var response = await fixture.Http.Fetch("/v1/nothing");

        await response.IsProblem(404, "not_found");
    }

    [Fact]
    public async Task A_wrong_method_is_405_and_names_the_right_ones()
    {
        using var response = await fixture.Http.Send(HttpMethod.Put, "/v1/harvests");

        await response.IsProblem(405, "method_not_allowed");
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow.Order());
    }

    [Theory]
    [InlineData("/v1/harvests")]
    [InlineData("/v1/origins")]
    [InlineData("/v1/origins/local")]
    [InlineData("/v1/countries")]
    [InlineData("/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    public async Task Head_works_where_get_does(string path)
    {
        using var get = await fixture.Http.Fetch(path);
        using var head = await fixture.Http.Send(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Answers.Cancel));
    }

    [Fact]
    public async Task The_api_description_knows_every_route_its_parameters_and_problems()
    {
        var paths = (await fixture.Http.GetJson("/openapi/v1.json")).GetProperty("paths");

        Assert.Equal(
            [
                "/health/live", "/health/ready", "/health/startup", "/v1/chars", "/v1/chars/facets", "/v1/chars/{code}", "/v1/cluster",
                "/v1/countries", "/v1/countries/{code}", "/v1/countries/{code}/flag", "/v1/feeds", "/v1/feeds/{feed}", "/v1/feeds/{feed}/{path}", "/v1/harvests", "/v1/harvests/{id}", "/v1/harvests/{id}/cancel",
                "/v1/harvests/{id}/events", "/v1/harvests/{id}/pause", "/v1/harvests/{id}/resume", "/v1/origins", "/v1/origins/{label}",
                "/v1/origins/{label}/pause", "/v1/origins/{label}/resume", "/v1/socket",
            ],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.All(
            paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Where(operation => operation.Value.TryGetProperty("parameters", out _))
                .SelectMany(operation => operation.Value.GetProperty("parameters").EnumerateArray()),
            parameter => Assert.Matches("^[A-Za-z-]+$", parameter.GetProperty("name").GetString()));
        var list = paths.GetProperty("/v1/harvests").GetProperty("get");
        Assert.Equal(["limit", "after"], list.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Contains("application/problem+json", list.GetProperty("responses").GetProperty("400").ToString(), StringComparison.Ordinal);
        Assert.Contains("ProblemBody", list.GetProperty("responses").GetProperty("400").ToString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, paths.GetProperty("/v1/harvests").GetProperty("post").GetProperty("requestBody").ValueKind);
    }

    [Fact]
    public async Task Metrics_count_what_is_sent()
    {
        // A gateway of its own: what another test scraped a moment ago would be answered again.
        await using var gateway = await fixture.StartGateway();
        using var socket = await Sockets.TestSocket.OpenWelcomed(gateway);

        using var response = await gateway.Http.Fetch("/metrics");

        Assert.Contains("actors_gateway_frames_sent", await response.Content.ReadAsStringAsync(Answers.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_out_of_range_stops_the_start_and_is_named()
    {
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartGateway(("Limits:FrameBytes", "5")));

        Assert.Contains("Limits:FrameBytes", invalid.Message, StringComparison.Ordinal);
    }
}
