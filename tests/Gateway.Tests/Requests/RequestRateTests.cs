using System.Net;
using Actors.Gateway.Tests.Auth;

namespace Actors.Gateway.Tests.Requests;

/// <summary>The limiter has no other clock than the system's: what is too much is sent many times over, so that slowness cannot hide it.</summary>
public sealed class RequestRateTests(GatewayFixture fixture)
{
    private const int Many = 40;

    private static readonly (string Key, string Value)[] One = [("Limits:RequestsPerSecond", "1"), ("Limits:RequestBurst", "1")];

    [Fact]
    public async Task Who_sends_more_than_allowed_is_told_when_to_come_back()
    {
        await using var gateway = await fixture.StartGateway(One);

        using var refused = await FirstRefused(gateway);

        await refused.IsProblem(429, "rate_limited");
        Assert.InRange(int.Parse(refused.Headers.RetryAfter!.ToString()), 1, 2);
        Assert.Equal("nosniff", refused.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Health_and_metrics_always_answer()
    {
        await using var gateway = await fixture.StartGateway(One);
        foreach (var path in Enumerable.Repeat(new[] { "/health/live", "/metrics" }, Many / 2).SelectMany(paths => paths))
        {
            using var response = await gateway.Http.Fetch(path);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_has_an_allowance_of_its_own_and_a_wrong_one_has_none()
    {
        await using var gateway = await fixture.StartGateway([Keys.Setting, .. One]);
        using var refused = await FirstRefused(gateway, _ => ("Authorization", $"Bearer {Keys.Wrong}"));
        await refused.IsProblem(429, "rate_limited");

        using var keyed = await gateway.Http.Fetch("/v1/origins", ("Authorization", $"Bearer {Keys.Right}"));
        Assert.Equal(HttpStatusCode.OK, keyed.StatusCode);
    }

    [Fact]
    public async Task Off_is_the_default()
    {
        foreach (var _ in Enumerable.Range(0, Many))
        {
            using var response = await fixture.Http.Fetch("/v1/origins");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Clients_of_a_trusted_proxy_are_counted_one_by_one()
    {
        await using var gateway = await fixture.StartGateway([("Limits:TrustedProxies:0", "127.0.0.0/8"), .. One]);
        foreach (var client in Enumerable.Range(1, Many))
        {
            using var response = await gateway.Http.Fetch("/v1/origins", ("X-Forwarded-For", $"203.0.113.{client}"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_client_writes_into_the_forwarded_header_itself_is_not_believed()
    {
        await using var behindProxy = await fixture.StartGateway([("Limits:TrustedProxies:0", "127.0.0.1"), .. One]);
        using var invented = await FirstRefused(behindProxy, n => ("X-Forwarded-For", $"198.51.100.{n}, 203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, invented.StatusCode);

        await using var alone = await fixture.StartGateway(One);
        using var direct = await FirstRefused(alone, n => ("X-Forwarded-For", $"198.51.100.{n}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, direct.StatusCode);
    }

    private static async Task<HttpResponseMessage> FirstRefused(RunningGateway gateway, Func<int, (string, string)>? header = null)
    {
        for (var sent = 1; ; sent++)
        {
            var response = await gateway.Http.Fetch("/v1/origins", header is null ? [] : [header(sent)]);
            if (response.StatusCode == HttpStatusCode.TooManyRequests || sent == Many)
                return response;
            response.Dispose();
        }
    }
}
