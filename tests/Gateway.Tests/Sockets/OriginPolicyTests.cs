using System.Net;
using System.Net.WebSockets;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>Pages under a name that somebody else made resolve to this machine (DNS rebinding).</summary>
public sealed class OriginPolicyTests(GatewayFixture fixture)
{
    private const string Rebound = "rebound.example";

    [Fact]
    public async Task A_page_whose_name_was_made_to_resolve_to_loopback_is_refused()
    {
        using var response = await Start(fixture.Gateway, Rebound);
        await response.IsProblem(403, "origin_refused", "Origin");

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", $"{Rebound}:{fixture.Gateway.Address.Port}");
        socket.Options.SetRequestHeader("Origin", $"http://{Rebound}:{fixture.Gateway.Address.Port}");
        await socket.ConnectAsync(new UriBuilder(fixture.Gateway.Address) { Scheme = "ws", Path = "/v1/socket" }.Uri, Answers.Cancel);
        var end = await socket.ReceiveAsync(new byte[64], Answers.Cancel);
        Assert.Equal((WebSocketMessageType.Close, 4403), (end.MessageType, (int?)socket.CloseStatus));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("192.0.2.7")]
    public async Task Names_of_this_machine_and_addresses_cannot_be_rebound(string host)
    {
        using var response = await Start(fixture.Gateway, host);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("AllowedHosts", "127.0.0.1;" + Rebound)]
    [InlineData("Limits:AllowedOrigins:0", "https://" + Rebound)]
    [InlineData("Limits:AllowedOrigins:0", "*")]
    [InlineData("Limits:TrustedProxies:0", "192.0.2.1")]
    public async Task A_name_that_the_operator_knows_is_welcome(string key, string value)
    {
        await using var gateway = await fixture.StartGateway((key, value));

        using var response = await Start(gateway, Rebound);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_no_browser_may_call_this_machine_what_he_likes()
    {
        using var response = await fixture.Http.Send(HttpMethod.Post, "/v1/harvests", ("Host", Rebound));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static Task<HttpResponseMessage> Start(RunningGateway gateway, string host) => gateway.Http.Send(
        HttpMethod.Post, "/v1/harvests", ("Host", $"{host}:{gateway.Address.Port}"), ("Origin", $"http://{host}:{gateway.Address.Port}"));
}
