using System.Net;
using System.Net.WebSockets;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SocketDrainTests(GatewayFixture fixture)
{
    [Fact]
    public async Task A_gateway_that_stops_is_not_ready_takes_no_socket_and_sends_all_away_in_batches()
    {
        await using var gateway = await fixture.StartGateway();
        var harvest = StagedHarvest.New("BR");
        var sockets = new List<TestSocket>();
        foreach (var _ in Enumerable.Range(0, 250))
            sockets.Add(await TestSocket.OpenWelcomed(gateway));
        // Never answers the goodbye, so the gateway stays in its drain while it is asked.
        using var silent = await TestSocket.OpenWelcomed(gateway);

        var stop = gateway.Stop();

        await Eventually.Holds(async () =>
        {
            using var ready = await gateway.Http.Fetch("/health/ready");
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.Open(gateway));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        using (var get = await gateway.Http.Fetch($"/v1/harvests/{harvest.Id}"))
            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        using (var stream = await gateway.Http.Fetch($"/v1/harvests/{harvest.Id}/events"))
        {
            Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
            Assert.Matches("^retry: [0-9]+\n\n$", await stream.Content.ReadAsStringAsync(Answers.Cancel));
        }

        var waits = new HashSet<long>();
        foreach (var socket in sockets)
        {
            waits.Add((await socket.Receive("goaway")).GetProperty("retryAfterMs").GetInt64());
            await socket.IsClosed(1012);
            socket.Dispose();
        }

        Assert.True(waits.Count > 50, $"{waits.Count} different times to come back");
        await stop.WaitAsync(TimeSpan.FromSeconds(20), Answers.Cancel);
    }
}
