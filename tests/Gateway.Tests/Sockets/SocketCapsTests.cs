using System.Net;
using Actors.Gateway.Sockets;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SocketCapsTests(GatewayFixture fixture)
{
    [Fact]
    public void Not_all_who_are_refused_are_refused_politely()
    {
        var caps = new SocketCaps(Microsoft.Extensions.Options.Options.Create(new LimitsOptions()));

        Assert.All(Enumerable.Range(0, 256), _ => Assert.True(caps.BeginRefusal()));
        Assert.False(caps.BeginRefusal());
        caps.EndRefusal();
        Assert.True(caps.BeginRefusal());
        Assert.False(caps.BeginRefusal());
    }

    [Fact]
    public async Task A_gateway_that_is_full_says_so_and_closes_with_1013_until_somebody_leaves()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Sockets", "1"));
        using var first = await TestSocket.OpenWelcomed(gateway);
        using (var refused = await TestSocket.Open(gateway))
        {
            var error = await refused.Receive("error");
            Assert.Equal("too_many_sockets", error.GetProperty("code").GetString());
            Assert.True(error.GetProperty("retryAfterMs").GetInt64() >= 2000);
            await refused.IsClosed(1013);
        }

        first.Dispose();

        await Eventually.Holds(async () =>
        {
            using var next = await TestSocket.Open(gateway);
            await next.Send("""{"type":"hello"}""");
            return (await next.Receive()).GetProperty("type").GetString() == "welcome";
        });
    }

    [Fact]
    public async Task One_address_may_only_have_so_many()
    {
        await using var gateway = await fixture.StartGateway(("Limits:SocketsPerAddress", "1"));
        using var first = await TestSocket.OpenWelcomed(gateway);
        using var refused = await TestSocket.Open(gateway);

        await refused.IsError("too_many_sockets", null);
        await refused.IsClosed(4429);
        await first.Send("""{"type":"ping"}""");
        await first.Receive("pong");
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::")]
    public void A_client_is_its_address_or_its_network(string address, string client) =>
        Assert.Equal(IPAddress.Parse(client), SocketCaps.Client(IPAddress.Parse(address)));

    [Fact]
    public async Task Who_sends_faster_than_allowed_is_told_when_and_closed_with_4429()
    {
        await using var gateway = await fixture.StartGateway(("Limits:FramesPerSecond", "2"));
        using var socket = await TestSocket.OpenWelcomed(gateway);
        foreach (var _ in Enumerable.Range(0, 10))
            await socket.Send("""{"type":"ping"}""");

        var frames = await socket.ReceiveUntil("error");
        Assert.Contains("\"too_many_frames\"", frames[^1], StringComparison.Ordinal);
        await socket.IsClosed(4429);
    }

    [Fact]
    public async Task A_message_of_empty_fragments_without_end_is_refused_with_1008()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send("{"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, end: false);
        foreach (var _ in Enumerable.Range(0, 70))
            await socket.Send([], System.Net.WebSockets.WebSocketMessageType.Text, end: false);

        await socket.IsClosed(1008);
    }
}
