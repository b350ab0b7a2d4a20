using System.Net;
using System.Net.WebSockets;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Sockets;
using Actors.Gateway.Tests.AsyncApi.Frames;

namespace Actors.Gateway.Tests.AsyncApi;

public sealed class AsyncApiEndpointTests(GatewayFixture fixture)
{
    private const string Path = "/asyncapi/v1.json";

    [Fact]
    public async Task It_is_the_document_of_the_tests_but_for_version_and_addresses()
    {
        using var response = await fixture.Http.Fetch(Path, ("Host", "actors.example:8443"));
        var served = JsonNode.Parse(await response.Content.ReadAsStringAsync(Answers.Cancel))!;

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(typeof(CloseCode).Assembly.GetName().Version?.ToString(3), (string?)served["info"]!["version"]);
        Assert.Equal(("actors.example:8443", "ws"), Server("socket"));
        Assert.Equal(("actors.example:8443", "http"), Server("stream"));
        var written = JsonNode.Parse(AsyncApiDescription.Document.GetRawText())!;
        foreach (var node in new[] { served, written })
        {
            node["info"]!["version"] = "";
            node["servers"] = null;
        }

        Assert.True(JsonNode.DeepEquals(written, served));

        (string?, string?) Server(string name) => ((string?)served["servers"]![name]!["host"], (string?)served["servers"]![name]!["protocol"]);
    }

    [Fact]
    public async Task Head_and_conditional_requests_cost_no_body_and_a_query_is_refused()
    {
        using var get = await fixture.Http.Fetch(Path);
        using var head = await fixture.Http.Send(HttpMethod.Head, Path);
        using var again = await fixture.Http.Fetch(Path, ("If-None-Match", get.Headers.ETag!.ToString()));
        using var query = await fixture.Http.Fetch($"{Path}?x=1");

        Assert.Equal((HttpStatusCode.OK, get.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Answers.Cancel));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("no-cache", get.Headers.CacheControl?.ToString());
        await query.IsProblem(400, "unknown_parameter", "x");
    }

    [Fact]
    public async Task The_description_of_the_routes_leads_there()
    {
        var openApi = await fixture.Http.GetJson("/openapi/v1.json");

        Assert.Equal(Path, openApi.GetProperty("externalDocs").GetProperty("url").GetString());
    }

    [Fact]
    public void Every_close_code_of_ours_is_described_with_what_to_do()
    {
        var channel = AsyncApiDescription.Document.GetProperty("channels").GetProperty("socket");
        var codes = channel.GetProperty("x-close-codes").EnumerateArray().ToArray();
        var actions = channel.GetProperty("x-close-actions").EnumerateObject().Select(action => action.Name).ToHashSet();

        var described = codes.Where(code => code.TryGetProperty("code", out _)).Select(code => code.GetProperty("code").GetInt32()).ToList();
        Assert.Equal(described.Distinct(), described);
        Assert.Subset(described.ToHashSet(), Constants().ToHashSet());
        Assert.All(codes, code => Assert.Contains(code.GetProperty("do").GetString()!, actions));

        static IEnumerable<int> Constants() => typeof(CloseCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (int)(WebSocketCloseStatus)field.GetRawConstantValue()!);
    }

    [Fact]
    public void Limits_that_can_be_configured_have_the_defaults_that_are_described()
    {
        var options = new LimitsOptions();
        var limits = AsyncApiDescription.Document.GetProperty("channels").GetProperty("socket").GetProperty("x-limits").EnumerateObject().ToArray();

        foreach (var limit in limits.Select(limit => limit.Value).Where(limit => limit.TryGetProperty("key", out _)))
        {
            var key = limit.GetProperty("key").GetString()!;
            var property = typeof(LimitsOptions).GetProperty(key["Limits:".Length..]);
            Assert.True(property is not null, $"There is no {key}.");
            var value = limit.GetProperty("default");
            Assert.Equal(property.GetValue(options)!.ToString(), value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
        }
    }
}
