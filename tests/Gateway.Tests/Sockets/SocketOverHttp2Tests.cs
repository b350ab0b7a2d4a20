using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>A WebSocket in a stream of HTTP/2 (RFC 8441): browsers open it so where the gateway itself ends TLS.</summary>
public sealed class SocketOverHttp2Tests(GatewayFixture fixture)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task It_is_served_and_reading_needs_no_key(bool hasKeys)
    {
        (string, string)[] keys = hasKeys ? [("Auth:Keys:alice", "sha256:" + new string('0', 64))] : [];
        await using var gateway = await fixture.StartGateway([("Kestrel:EndpointDefaults:Protocols", "Http2"), .. keys]);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());

        await socket.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/socket" }.Uri, http, Answers.Cancel);
        await socket.SendAsync("""{"type":"hello"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Answers.Cancel);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, Answers.Cancel);

        Assert.Contains("\"welcome\"", Encoding.UTF8.GetString(buffer, 0, received.Count), StringComparison.Ordinal);
    }
}
