using System.Text.Json;

namespace Actors.Gateway.Tests.Sockets;

public sealed class OriginsTopicTests(GatewayFixture fixture)
{
    private const string Subscribe = """{"type":"subscribe","id":"o","topic":"origins"}""";

    [Fact]
    public async Task It_begins_with_the_list_as_over_http()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe);

        var snapshot = await socket.Receive("snapshot");
        using var list = await fixture.Http.Fetch("/v1/origins");
        var items = JsonElement.Parse(await list.Content.ReadAsStringAsync(Answers.Cancel)).GetProperty("items");
        Assert.Equal("origins", snapshot.GetProperty("topic").GetString());
        Assert.Equal(items.GetRawText(), snapshot.GetProperty("state").GetRawText());
        await socket.Send("""{"type":"unsubscribe","id":"o"}""");
        await socket.Receive("done");
    }

    [Fact]
    public async Task A_position_is_answered_with_reset_and_a_snapshot()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send("""{"type":"subscribe","id":"o","topic":"origins","from":{"epoch":"k3f9","seq":7}}""");

        Assert.Equal("not_replayable", (await socket.Receive("reset")).GetProperty("reason").GetString());
        await socket.Receive("snapshot");
    }

    [Fact]
    public async Task It_is_subscribed_once_for_each_connection()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        await socket.Send(Subscribe);
        await socket.Receive("snapshot");
        await socket.Send("""{"type":"subscribe","id":"p","topic":"origins"}""");

        await socket.IsError("already_subscribed", "p");
    }
}
