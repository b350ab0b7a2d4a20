using System.Text.Json;
using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Sockets;

/// <summary>Subscriptions that are ended before they have begun, while the cluster answers late.</summary>
public sealed class PilingSubscriptionTests(GatewayFixture fixture)
{
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task Subscribing_and_unsubscribing_in_turn_piles_nothing_up()
    {
        await using var gateway = await fixture.StartGateway(("Limits:Subscriptions", "8"));
        using var socket = await TestSocket.OpenWelcomed(gateway);

        for (var turn = 0; turn < 40; turn++)
        {
            await socket.Send($$"""{"type":"subscribe","id":"s{{turn}}","topic":"harvest/{{StagedHarvest.NewBehind(_gate.Task).Id}}"}""");
            await socket.Send($$"""{"type":"unsubscribe","id":"s{{turn}}"}""");
        }

        await socket.Send("""{"type":"ping"}""");
        string[] answers = [.. (await socket.ReceiveUntil("pong")).Select(frame => CodeOf(JsonElement.Parse(frame)))];
        _gate.SetResult();
        Assert.Equal(16, answers.TakeWhile(code => code == "done").Count());
        Assert.Contains("too_many_requests", answers);
    }

    [Fact]
    public async Task A_start_that_is_unsubscribed_before_its_turn_starts_nothing()
    {
        using var socket = await TestSocket.OpenWelcomed(fixture.Gateway);
        for (var number = 0; number < 4; number++)
            await socket.Send($$"""{"type":"subscribe","id":"s{{number}}","topic":"harvest/{{StagedHarvest.NewBehind(_gate.Task).Id}}"}""");
        await socket.Send("""{"type":"start","id":"x","origin":"local","countries":["QX"]}""");
        await socket.Send("""{"type":"unsubscribe","id":"x"}""");
        Assert.Equal("done", CodeOf(await socket.Receive()));

        _gate.SetResult();
        for (var number = 0; number < 4; number++)
            await socket.Receive("snapshot");
        await socket.Send("""{"type":"start","id":"y","origin":"local","countries":["QY"]}""");
        await socket.Receive("snapshot");

        // Whoever waited longer had the turn before it.
        Assert.Equal((0, 1), (StagedHarvest.CountOf("QX"), StagedHarvest.CountOf("QY")));
    }

    private static string CodeOf(JsonElement frame) => frame.GetProperty("type").GetString() is "error" ? frame.GetProperty("code").GetString()! : "done";
}
