using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SocketSessionTests(GatewayFixture fixture)
{
    private const string Unknown = "0199a3000000700080000000000000ff";

    [Theory]
    [InlineData("{", "bad_frame", null)]
    [InlineData("[]", "bad_frame", null)]
    [InlineData("""{"type":"\ud800"}""", "bad_frame", null)]
    [InlineData("""{"type":"ping","id":"\udc00"}""", "bad_frame", null)]
    [InlineData("""{"type":"ping","\ud800":1}""", "bad_frame", null)]
    [InlineData("""{"type":"start","id":"a","countries":["\ud800"]}""", "bad_frame", null)]
    [InlineData("{}", "bad_frame", null)]
    [InlineData("""{"type":"find","id":"a","q":"cat"}""", "bad_frame", "a")]
    [InlineData("""{"type":"hello"}""", "already_welcomed", null)]
    [InlineData("""{"type":"ping","colour":1}""", "unknown_member", null)]
    [InlineData("""{"type":"subscribe","topic":"harvest/x"}""", "invalid_id", null)]
    [InlineData("""{"type":"subscribe","id":"a"}""", "invalid_topic", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"weather"}""", "unknown_topic", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x"}""", "harvest_not_found", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/0199a3000000700080000000000000ff"}""", "harvest_not_found", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","mode":"some"}""", "invalid_mode", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","maxRate":0}""", "invalid_max_rate", "a")]
    [InlineData("""{"type":"subscribe","id":"a","topic":"harvest/x","from":{"seq":1}}""", "invalid_epoch", "a")]
    [InlineData("""{"type":"cancel","id":"a"}""", "invalid_harvest", "a")]
    [InlineData("""{"type":"cancel","id":"a","harvest":"0199a3000000700080000000000000ff"}""", "harvest_not_found", "a")]
    [InlineData("""{"type":"pause","id":"a"}""", "invalid_harvest", "a")]
    [InlineData("""{"type":"pause","id":"a","harvest":"0199a3000000700080000000000000ff","now":1}""", "unknown_member", "a")]
    [InlineData("""{"type":"pause","id":"a","harvest":"0199a3000000700080000000000000ff"}""", "harvest_not_found", "a")]
    [InlineData("""{"type":"resume","id":"a","harvest":"x"}""", "harvest_not_found", "a")]
    [InlineData("""{"type":"start","id":"a","concurrency":0}""", "invalid_concurrency", "a")]
    [InlineData("""{"type":"start","id":"a","colour":0}""", "unknown_member", "a")]
    [InlineData("""{"type":"start","id":"a","origin":"nowhere"}""", "unknown_origin", "a")]
    public async Task A_bad_frame_is_answered_with_an_error_and_nothing_else_happens(string frame, string code, string? id)
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.SendAny(frame);

        await socket.IsError(code, id);
        await socket.Send("""{"type":"ping"}""");
        await socket.Receive("pong");
    }

    [Fact]
    public async Task Retrying_is_said_to_make_sense_where_it_does()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send("""{"type":"start","id":"a","origin":"busy"}""");

        var error = await socket.Receive("error");
        Assert.True(error.GetProperty("retryable").GetBoolean());
        Assert.Equal(7000, error.GetProperty("retryAfterMs").GetInt64());
        await socket.Send($$"""{"type":"cancel","id":"b","harvest":"{{Unknown}}"}""");
        error = await socket.Receive("error");
        Assert.False(error.GetProperty("retryable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("retryAfterMs").ValueKind);
    }

    [Fact]
    public async Task Binary_frames_are_bad_and_the_eighth_closes_with_4400()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        foreach (var _ in Enumerable.Range(0, 8))
            await socket.Send([1, 2], WebSocketMessageType.Binary);

        foreach (var _ in Enumerable.Range(0, 8))
            await socket.IsError("bad_frame", null);
        await socket.IsClosed(4400);
    }

    [Fact]
    public async Task A_frame_that_is_too_big_even_in_parts_closes_with_1009()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        foreach (var _ in Enumerable.Range(0, 5))
            await socket.Send(new byte[4000], WebSocketMessageType.Text, end: false);

        await socket.IsClosed(1009);
    }

    [Theory]
    [InlineData("{\"type\":\"search\",\"id\":\"s1\",\"q\":\"\xFF\"}")]
    [InlineData("{\"type\":\"search\",\"id\":\"s1\",\"q\":\"\xE2\x99\"}")]
    [InlineData("\xED\xA0\x80")]
    public async Task Text_that_is_no_utf8_closes_with_1007_and_never_resets(string latin1)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(fixture.Gateway.Address.Host, fixture.Gateway.Address.Port, Answers.Cancel);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            "GET /v1/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"u8.ToArray(),
            Answers.Cancel);
        await stream.WriteAsync(Masked(Encoding.UTF8.GetBytes("""{"type":"hello"}""")), Answers.Cancel);
        await stream.WriteAsync(Masked(Encoding.Latin1.GetBytes(latin1)), Answers.Cancel);

        // A reset would be an exception.
        var received = new MemoryStream();
        await stream.CopyToAsync(received, Answers.Cancel);
        Assert.Equal<byte>([0x88, 2, 1007 >> 8, 1007 & 0xFF], received.ToArray()[^4..]);
    }

    [Fact]
    public async Task Start_answers_with_a_snapshot_and_is_subscribed()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send("""{"type":"start","id":"go","countries":["BR"]}""");

        var snapshot = await socket.Receive("snapshot");
        Assert.Equal("go", snapshot.GetProperty("id").GetString());
        var harvest = StagedHarvest.Find(snapshot.GetProperty("state").GetProperty("id").GetString()!)!;
        Assert.Equal($"harvest/{harvest.Id}", snapshot.GetProperty("topic").GetString());
        await socket.Send($$"""{"type":"cancel","id":"stop","harvest":"{{harvest.Id}}"}""");

        var frames = await socket.ReceiveUntil("completed");
        Assert.Contains(frames, frame => frame.Contains("\"state\":\"cancelled\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_and_topics_are_unique_while_they_live()
    {
        var (one, two) = (StagedHarvest.New("BR"), StagedHarvest.New("BR"));
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send($$"""{"type":"subscribe","id":"a","topic":"harvest/{{one.Id}}"}""");
        await socket.Receive("snapshot");

        await socket.Send($$"""{"type":"subscribe","id":"a","topic":"harvest/{{two.Id}}"}""");
        await socket.IsError("duplicate_id", "a");
        await socket.Send($$"""{"type":"subscribe","id":"b","topic":"harvest/{{one.Id}}"}""");
        await socket.IsError("already_subscribed", "b");
    }

    [Fact]
    public async Task Subscriptions_are_bounded()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Subscriptions", "1"));
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send($$"""{"type":"subscribe","id":"a","topic":"harvest/{{StagedHarvest.New("BR").Id}}"}""");
        await socket.Receive("snapshot");
        await socket.Send($$"""{"type":"subscribe","id":"b","topic":"harvest/{{StagedHarvest.New("BR").Id}}"}""");

        var error = await socket.Receive("error");
        Assert.Equal(("too_many_subscriptions", "b"), (error.GetProperty("code").GetString(), error.GetProperty("id").GetString()));
        // Nothing gets free by waiting.
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task A_gateway_that_stops_says_goaway_and_closes_with_1012_at_once()
    {
        await using var gateway = await fixture.StartGateway();
        using var socket = await TestSocket.OpenWelcomed(gateway);

        var stop = gateway.Stop();

        Assert.True((await socket.Receive("goaway")).GetProperty("retryAfterMs").GetInt64() > 0);
        await socket.IsClosed(1012);
        await stop.WaitAsync(TimeSpan.FromSeconds(5), Answers.Cancel);
    }

    // A short text frame (RFC 6455 §5.2) with a mask of zeros.
    private static byte[] Masked(byte[] text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
}
