using System.Net.WebSockets;
using Actors.Gateway.Sockets;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Countries;
using Microsoft.Extensions.DependencyInjection;
using static Actors.Gateway.Tests.Sockets.SubscriptionFrames;

namespace Actors.Gateway.Tests.Sockets;

public sealed class SlowClientTests(GatewayFixture fixture)
{
    [Fact]
    public async Task A_client_that_does_not_read_disturbs_nobody()
    {
        var codes = CountryCodes.Every.Take(600).ToArray();
        var harvest = StagedHarvest.New(codes);
        using var stalled = await TestSocket.OpenWelcomed(fixture.Gateway);
        await stalled.Send(Subscribe(harvest));
        using var reader = await TestSocket.OpenWelcomed(fixture.Gateway);
        await reader.Send(Subscribe(harvest));
        await reader.Receive("snapshot");

        foreach (var code in codes)
            harvest.Settle(code);
        harvest.Complete();

        Assert.Equal(Enumerable.Range(1, codes.Length + 1).Select(seq => (long)seq), Numbers(await reader.ReceiveUntil("done")));
        await stalled.ReceiveUntil("snapshot");
        Assert.Equal(Enumerable.Range(1, codes.Length + 1).Select(seq => (long)seq), Numbers(await stalled.ReceiveUntil("done")));
    }

    [Fact]
    public async Task A_client_that_takes_no_frame_in_time_is_aborted_and_nobody_else_notices()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Send", "00:00:03"), ("Limits:LagBytes", "1000000000"));
        var codes = CountryCodes.Every.Take(400).ToArray();
        var harvest = StagedHarvest.NewWithLargeEvents(codes);
        using var stalled = await TestSocket.OpenWelcomedUnbuffered(gateway);
        await stalled.Send(Subscribe(harvest));
        using var reader = await TestSocket.OpenWelcomed(gateway);
        await reader.Send(Subscribe(harvest));
        await reader.Receive("snapshot");

        foreach (var code in codes)
            harvest.Settle(code, CountryState.Failed);
        harvest.Complete();

        Assert.Equal(codes.Length + 1, Numbers(await reader.ReceiveUntil("done")).Count);
        var sessions = gateway.Services.GetRequiredService<SocketSessions>();
        await Eventually.Holds(() => sessions.Count == 1);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => stalled.ReceiveUntil("done"));
    }

    [Theory]
    [InlineData("Limits:LagEvents", "50")]
    [InlineData("Limits:LagBytes", "1000000")]
    public async Task A_client_that_is_too_far_behind_is_closed_with_4101_and_resumes(string limit, string value)
    {
        await using var gateway = await fixture.StartGateway((limit, value));
        var codes = CountryCodes.Every.Take(400).ToArray();
        var harvest = StagedHarvest.NewWithLargeEvents(codes);
        using var slow = await TestSocket.OpenWelcomedUnbuffered(gateway);
        await slow.Send(Subscribe(harvest));
        await slow.Receive("snapshot");

        foreach (var code in codes)
            harvest.Settle(code, CountryState.Failed);
        // It begins to read when all is there: on a busy machine it could keep up with what comes one after the other.
        await Eventually.Holds(async () =>
        {
            using var last = await gateway.Http.Send(
                HttpMethod.Get, $"/v1/harvests/{harvest.Id}/events?after=k3f9:{codes.Length - 1}", ("Accept", "application/json"));
            return (await last.Content.ReadAsStringAsync(Answers.Cancel)).Contains($"\"seq\":{codes.Length}", StringComparison.Ordinal);
        });

        var seen = Numbers(await slow.ReceiveUntilClosed(4101));
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(seq => (long)seq), seen);
        Assert.InRange(seen.Count, 0, codes.Length - 1);
        using var resumed = await TestSocket.OpenWelcomed(fixture.Gateway);
        await resumed.Send(Subscribe(harvest, $"\"from\":{{\"epoch\":\"k3f9\",\"seq\":{seen.Count}}}"));
        // Megabytes behind, and while it is given them something happens: it is not told to come back once more.
        harvest.Complete();
        Assert.Equal(codes.Length + 1, Numbers(await resumed.ReceiveUntil("done"))[^1]);
    }
}
