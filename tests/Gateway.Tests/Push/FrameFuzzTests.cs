using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Actors.Gateway.Harvests;
using Actors.Gateway.Sockets;
using Actors.Gateway.Tests.Staged;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Gateway.Tests.Push;

/// <summary>Alone: it weighs the whole process.</summary>
[CollectionDefinition(nameof(FrameFuzzTests), DisableParallelization = true)]
[Collection(nameof(FrameFuzzTests))]
public sealed class FrameFuzzTests(GatewayFixture fixture)
{
    private const int Frames = 100_000;
    private const int Clients = 16;
    private const long MayGrow = 10 << 20;

    [Fact]
    public async Task A_hundred_thousand_hostile_frames_break_nothing_and_leave_nothing_behind()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("ACTORS_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var gateway = await fixture.StartGateway();
        var harvest = StagedHarvest.New("BR", "CN");
        // What is made once and kept (pools, compiled code, the feed of the harvest) is not what is looked for.
        await Flood(gateway, harvest, seed - 1, Frames / 2);
        await Quiet(gateway);
        var (memory, sockets) = (GC.GetTotalMemory(forceFullCollection: true), OpenSockets());

        var (sent, defects) = await Flood(gateway, harvest, seed, Frames);

        Assert.True(sent >= Frames, $"ACTORS_SEED={seed}: {sent} frames");
        Assert.True(defects.Count == 0, $"ACTORS_SEED={seed}: {string.Join('\n', defects.Take(5))}");
        await Quiet(gateway);
        var (grown, more) = (long.MaxValue, int.MaxValue);
        // Pools let go of what they hold some time after the last use.
        for (var look = 0; look < 60 && (grown > MayGrow || more > 0); look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, Answers.Cancel);
            (grown, more) = (GC.GetTotalMemory(forceFullCollection: true) - memory, OpenSockets() - sockets);
        }

        Assert.True(grown <= MayGrow && more <= 0, $"ACTORS_SEED={seed}: {grown >> 10} KiB and {more} sockets more");
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} frames, {grown >> 10} KiB more, {more} sockets more");
        using var after = await Sockets.TestSocket.OpenWelcomed(gateway);
    }

    private static async Task<(int Sent, List<string> Defects)> Flood(RunningGateway gateway, StagedHarvest harvest, int seed, int frames)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
            Task.Run(() => Attack(gateway, new FrameFuzz(new Random((seed * Clients) + client), harvest.Id), frames / Clients))));
        return (results.Sum(result => result.Sent), [.. results.SelectMany(result => result.Defects)]);
    }

    /// <summary>Sends so many frames, over as many connections as it takes.</summary>
    private static async Task<(int Sent, List<string> Defects)> Attack(RunningGateway gateway, FrameFuzz fuzz, int frames)
    {
        var (sent, defects) = (0, new List<string>());
        while (sent < frames)
        {
            sent += await AttackOnce(gateway, fuzz, frames - sent, defects);
        }

        return (sent, defects);
    }

    /// <summary>Sends frames over one connection until it is closed for them.</summary>
    private static async Task<int> AttackOnce(RunningGateway gateway, FrameFuzz fuzz, int frames, List<string> defects)
    {
        var sent = 0;
        var socket = new ClientWebSocket();
        var reading = Task.CompletedTask;
        try
        {
            await socket.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/socket" }.Uri, Answers.Cancel);
            reading = Read(socket, defects);
            await socket.SendAsync("""{"type":"hello"}"""u8.ToArray(), WebSocketMessageType.Text, true, Answers.Cancel);
            while (sent < frames && !reading.IsCompleted)
            {
                var (payload, isText) = fuzz.Next();
                await socket.SendAsync(payload, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, Answers.Cancel);
                sent++;
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Answers.Cancel);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            // Closed for what was sent; the next connection goes on.
        }

        await reading.WaitAsync(TimeSpan.FromSeconds(20), Answers.Cancel);
        return sent;
    }

    private static async Task Read(ClientWebSocket open, List<string> defects)
    {
        using var socket = open;
        var buffer = new byte[1 << 18];
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), Answers.Cancel);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    if (socket.CloseStatus is not (WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.InvalidPayloadData
                        or WebSocketCloseStatus.MessageTooBig or (WebSocketCloseStatus)4400))
                        defects.Add($"closed with {socket.CloseStatus}");
                    return;
                }

                if (buffer.AsSpan(0, result.Count).IndexOf("internal_error"u8) >= 0)
                    defects.Add(Encoding.UTF8.GetString(buffer, 0, result.Count));
            }
        }
        catch (WebSocketException)
        {
            // A reset overtook the close frame.
        }
    }

    private static async Task Quiet(RunningGateway gateway)
    {
        await Eventually.Holds(() => gateway.Services.GetRequiredService<SocketSessions>().Count == 0);
        await Eventually.Holds(() => gateway.Services.GetRequiredService<HarvestFeeds>().Count == 0);
    }

    // Other files come too: assemblies that are loaded late.
    private static int OpenSockets() => Directory.Exists("/proc/self/fd")
        ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) is true)
        : 0;
}
