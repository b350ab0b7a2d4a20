namespace Actors.Gateway.Tests.Sockets;

/// <summary>Who is let in, and who is not: upgrade, origin, hello.</summary>
public sealed class SocketWelcomeTests(GatewayFixture fixture)
{
    [Fact]
    public async Task Without_an_upgrade_the_path_says_what_it_wants()
    {
        using var response = await fixture.Http.Fetch("/v1/socket");

        await response.IsProblem(426, "upgrade_required", "Upgrade");
        Assert.Equal("websocket", response.Headers.Upgrade.ToString());
    }

    [Fact]
    public async Task Hello_is_answered_with_welcome_and_limits()
    {
        using var socket = await TestSocket.Open(fixture.Gateway);
        await socket.Send("""{"type":"hello","token":"t"}""");

        var welcome = await socket.Receive("welcome");
        Assert.Equal("actors.v1.json", socket.Subprotocol);
        Assert.NotEqual("", welcome.GetProperty("connection").GetString());
        Assert.Equal(15000, welcome.GetProperty("heartbeatMs").GetInt32());
        Assert.Equal(64, welcome.GetProperty("limits").GetProperty("subscriptions").GetInt32());
        Assert.Equal(16, welcome.GetProperty("limits").GetProperty("searches").GetInt32());
    }

    [Fact]
    public async Task No_subprotocol_is_accepted()
    {
        using var socket = await TestSocket.Open(fixture.Gateway, subprotocol: null);
        await socket.Send("""{"type":"hello"}""");

        await socket.Receive("welcome");
        Assert.Null(socket.Subprotocol);
    }

    [Theory]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("nonsense")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x"}""")]
    [InlineData("""{"type":"subscribe","id":5,"topic":"harvest/x"}""")]
    [InlineData("""{"type":"hello","type":"hello"}""")]
    public async Task Another_first_frame_is_refused_with_4400(string frame)
    {
        using var socket = await TestSocket.Open(fixture.Gateway);
        await socket.SendAny(frame);

        Assert.Equal("hello_required", (await socket.Receive("error")).GetProperty("code").GetString());
        await socket.IsClosed(4400);
    }

    [Fact]
    public async Task A_client_that_says_nothing_is_closed_with_4408()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Hello", "00:00:00.2"));
        using var socket = await TestSocket.Open(gateway);

        await socket.IsClosed(4408);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task A_foreign_page_is_accepted_then_closed_with_4403(string origin)
    {
        using var socket = await TestSocket.Open(fixture.Gateway, origin);

        await socket.IsClosed(4403);
    }

    [Fact]
    public async Task The_own_page_and_allowed_ones_are_welcome()
    {
        await using var gateway = await fixture.StartGateway(("Limits:AllowedOrigins:0", "https://friend.example"));
        foreach (var origin in new[] { gateway.Address.GetLeftPart(UriPartial.Authority), "https://friend.example" })
        {
            using var socket = await TestSocket.Open(gateway, origin);
            await socket.Send("""{"type":"hello"}""");
            await socket.Receive("welcome");
        }
    }

    [Fact]
    public async Task A_foreign_page_cannot_write_over_http_either()
    {
        using var response = await fixture.Http.Send(HttpMethod.Post, "/v1/harvests", ("Origin", "https://evil.example"));

        await response.IsProblem(403, "origin_refused", "Origin");
    }
}
