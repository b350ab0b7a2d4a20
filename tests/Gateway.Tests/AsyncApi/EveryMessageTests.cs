using System.Collections.Immutable;
using Actors.Gateway.Tests.AsyncApi.Frames;
using Actors.Gateway.Tests.Sockets;
using Actors.Gateway.Tests.Staged;
using Actors.Grains.Harvests;
using Actors.Grains.Membership;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using static Actors.Gateway.Tests.Sockets.SearchFramesOf;

namespace Actors.Gateway.Tests.AsyncApi;

/// <summary>Nothing is described that does not exist: each message of the document is sent here. That nothing else is sent, every test sees to.</summary>
public sealed class EveryMessageTests(GatewayFixture fixture)
{
    [Fact]
    public async Task Every_message_of_the_socket_is_sent()
    {
        await using var gateway = await fixture.StartGateway();
        using var socket = await TestSocket.OpenWelcomed(gateway);

        await PlayHarvest(socket);
        await PlaySearch(socket);
        await socket.Send("""{"type":"start","id":"go","countries":["BR"]}""");
        var topic = (await socket.Receive("snapshot")).GetProperty("topic").GetString()!;
        await socket.Send($$"""{"type":"cancel","id":"stop","harvest":"{{topic["harvest/".Length..]}}"}""");
        await socket.ReceiveUntil("completed");
        var stop = gateway.Stop();
        await socket.ReceiveUntil("goaway");
        await socket.IsClosed(1012);
        await stop;

        var described = AsyncApiDescription.Messages[FrameSource.Client].Concat(AsyncApiDescription.Messages[FrameSource.Server]);
        Assert.Equal(described.Order(), socket.Frames.Seen.Concat(await PlayOrigins()).Concat(await PlayCluster()).Distinct().Order());
    }

    [Fact]
    public async Task Every_message_of_the_stream_is_sent()
    {
        var harvest = StagedHarvest.New("BR");
        using var response = await fixture.Http.Fetch($"/v1/harvests/{harvest.Id}/events", ("Last-Event-ID", "gone:1"));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Answers.Cancel));
        await Eventually.Holds(() => harvest.Watchers == 1);

        var seen = new HashSet<string>();
        // Each is waited for, because a progress is merged with what overtakes it.
        await Read("streamReset");
        harvest.Progress(3);
        await Read("progress");
        harvest.Steer(HarvestState.Paused);
        harvest.Settle("BR");
        harvest.Complete();
        await Read("completed");

        Assert.Equal(AsyncApiDescription.Messages[FrameSource.Stream].Order(), seen.Order());

        async Task Read(string last)
        {
            while (!seen.Contains(last))
            {
                var line = await reader.ReadLineAsync(Answers.Cancel) ?? throw new InvalidOperationException($"The stream ended before {last}.");
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    seen.Add(FrameLog.OfStream(line["data: ".Length..]));
            }
        }
    }

    private static async Task PlayHarvest(TestSocket socket)
    {
        var harvest = StagedHarvest.New("BR", "CN");
        await socket.Send($$"""{"type":"subscribe","id":"w","topic":"harvest/{{harvest.Id}}","from":{"epoch":"gone","seq":1},"mode":"all"}""");
        await socket.Receive("reset");
        await socket.Receive("snapshot");
        harvest.Progress(2);
        await socket.ReceiveUntil("progress");
        await socket.Send($$"""{"type":"pause","id":"p","harvest":"{{harvest.Id}}"}""");
        await socket.ReceiveUntil("state");
        await socket.Send($$"""{"type":"resume","id":"r","harvest":"{{harvest.Id}}"}""");
        await socket.ReceiveUntil("state");
        harvest.Settle("BR");
        await socket.ReceiveUntil("country");
        await socket.Send("""{"type":"unsubscribe","id":"w"}""");
        await socket.ReceiveUntil("done");
        await socket.Send("""{"type":"unsubscribe","id":"none"}""");
        await socket.ReceiveUntil("error");
    }

    private static async Task PlaySearch(TestSocket socket)
    {
        await socket.IsQuiet();
        await socket.Send(Search("staged", "\"limit\":2"));
        await socket.Rows(0, 2, StagedChars.Count);
        await socket.Send(More(1));
        await socket.Rows(2, 1, StagedChars.Count);
    }

    private static async Task<IEnumerable<string>> PlayOrigins()
    {
        var looks = 0;
        await using var gateway = await RunningGateway.Start(
            Played.Grains<IOriginsGrain>((_, _) => Task.FromResult<ImmutableArray<OriginStatus>>(
            [
                new("local", "http://127.0.0.1/{cc}", null, new ThrottleStatus { Limit = 5, InFlight = ++looks, Waiting = 0, LastSecond = 1 }),
            ])),
            TimeProvider.System);
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send("""{"type":"subscribe","id":"o","topic":"origins"}""");
        await socket.Receive("snapshot");
        await socket.ReceiveUntil("origin");
        return [.. socket.Frames.Seen];
    }

    private static async Task<IEnumerable<string>> PlayCluster()
    {
        var looks = 0;
        await using var gateway = await RunningGateway.Start(
            Played.Grains<IClusterGrain>((method, _) => method.Name != nameof(IClusterGrain.Describe) ? Task.CompletedTask : Task.FromResult(new ClusterStatus(
                [new("127.0.0.1:11111@1", "Silo_a", MemberState.Active, DateTimeOffset.UnixEpoch, new("127.0.0.1:11111@1", "1.0", "f", ++looks, 0))],
                [new("g", "web:8080", "1.0", DateTimeOffset.UnixEpoch, MemberState.Active, looks)]))),
            TimeProvider.System);
        using var socket = await TestSocket.OpenWelcomed(gateway);
        await socket.Send("""{"type":"subscribe","id":"c","topic":"cluster"}""");
        await socket.Receive("snapshot");
        await socket.ReceiveUntil("silo");
        await socket.ReceiveUntil("gateway");
        return [.. socket.Frames.Seen];
    }
}
