using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Tests.Auth;

/// <summary>Keys on a WebSocket: in <c>hello</c>, once for the connection.</summary>
public sealed class SocketKeyTests(GatewayFixture fixture) : IAsyncLifetime
{
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await fixture.StartGateway(Keys.Setting);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(Keys.Wrong)]
    [InlineData("")]
    public async Task A_wrong_token_is_told_and_closed_with_4401(string token)
    {
        using var socket = await TestSocket.Open(_gateway);
        await socket.Send($$"""{"type":"hello","token":"{{token}}"}""");

        await socket.IsError("invalid_key", null);
        await socket.IsClosed(4401);
    }

    [Fact]
    public async Task Without_one_a_client_reads_and_may_not_steer()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(_gateway);
        await socket.Send($$"""{"type":"subscribe","id":"s","topic":"harvest/{{harvest.Id}}"}""");
        await socket.Receive("snapshot");

        foreach (var verb in new[] { "pause", "resume", "cancel" })
        {
            await socket.Send($$"""{"type":"{{verb}}","id":"{{verb}}","harvest":"{{harvest.Id}}"}""");
            await socket.IsError("key_required", verb);
        }

        await socket.Send("""{"type":"start","id":"new","countries":["BR"]}""");
        await socket.IsError("key_required", "new");
        Assert.Equal(HarvestState.Running, harvest.State);
        harvest.Settle("BR");
        await socket.ReceiveUntil("country");
    }

    [Fact]
    public async Task With_one_it_starts_and_steers()
    {
        using var socket = await TestSocket.Open(_gateway);
        await socket.Send($$"""{"type":"hello","token":"{{Keys.Right}}"}""");
        await socket.Receive("welcome");

        await socket.Send("""{"type":"start","id":"new","countries":["BR"]}""");
        var started = await socket.Receive("snapshot");
        await socket.Send($$"""{"type":"cancel","id":"end","harvest":"{{started.GetProperty("state").GetProperty("id").GetString()}}"}""");
        // The subscription that ends with the harvest has a done of its own, before or after.
        HashSet<string> done = [(await socket.ReceiveUntil("done"))[^1], (await socket.ReceiveUntil("done"))[^1]];
        Assert.Contains(done, frame => frame.Contains("\"end\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_never_bears_the_id_of_a_live_request()
    {
        var harvest = StagedHarvest.New("BR");
        using var socket = await TestSocket.OpenWelcomed(_gateway);
        await socket.Send($$"""{"type":"subscribe","id":"s","topic":"harvest/{{harvest.Id}}"}""");
        await socket.Receive("snapshot");

        await socket.Send($$"""{"type":"cancel","id":"s","harvest":"{{harvest.Id}}"}""");

        Assert.Equal("duplicate_id", (await socket.Receive("error")).GetProperty("code").GetString());
    }
}
