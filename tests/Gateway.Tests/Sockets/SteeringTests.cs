using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SteeringTests(GatewayFixture fixture)
{
    [Fact]
    public async Task Pause_and_resume_are_done_under_their_id_and_watchers_see_the_state()
    {
        var harvest = StagedHarvest.New("BR");
        using var watcher = await TestSocket.OpenWelcomed(fixture.Gateway);
        await watcher.Send($$"""{"type":"subscribe","id":"w","topic":"harvest/{{harvest.Id}}"}""");
        await watcher.Receive("snapshot");
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);

        foreach (var (verb, state) in new[] { ("pause", "paused"), ("resume", "running") })
        {
            await socket.Send($$"""{"type":"{{verb}}","id":"{{verb}}","harvest":"{{harvest.Id}}"}""");

            Assert.Equal(verb, (await socket.Receive("done")).GetProperty("id").GetString());
            var frames = await watcher.ReceiveUntil("state");
            Assert.Contains($"\"state\":\"{state}\"", frames[^1], StringComparison.Ordinal);
        }
    }
}
