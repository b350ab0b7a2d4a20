using System.Text.Json;
using Actors.Gateway.Requests;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Requests;

public sealed class TrustedProxiesTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0/8")]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128")]
    public void Addresses_and_networks_are_read(string text, string network) => Assert.Equal(network, TrustedProxies.Parse(text)?.ToString());

    [Theory]
    [InlineData(" ")]
    [InlineData("proxy.example")]
    [InlineData("10.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public async Task Anything_else_stops_the_start_and_is_named(string text)
    {
        Assert.Null(TrustedProxies.Parse(text));

        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartGateway(("Limits:TrustedProxies:0", text)));
        Assert.Contains("Limits:TrustedProxies:0", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_trusted_who_is_not_named()
    {
        var options = TrustedProxies.Options(["192.0.2.7"]);

        Assert.Equal("192.0.2.7/32", Assert.Single(options.KnownIPNetworks).ToString());
        Assert.Empty(options.KnownProxies);
        Assert.Equal(ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, options.ForwardedHeaders);
    }

    [Theory]
    [InlineData("127.0.0.1", "wss")]
    [InlineData("192.0.2.7", "ws")]
    public async Task The_protocol_of_a_trusted_proxy_is_the_clients(string proxy, string protocol)
    {
        await using var gateway = await fixture.StartGateway(("Limits:TrustedProxies:0", proxy));

        using var response = await gateway.Http.Fetch("/asyncapi/v1.json", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"));

        var servers = (await response.Json()).GetProperty("servers");
        Assert.Equal(protocol, servers.GetProperty("socket").GetProperty("protocol").GetString());
        Assert.Equal(JsonValueKind.Object, servers.GetProperty("stream").ValueKind);
    }
}
