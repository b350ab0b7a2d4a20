using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Tests.AsyncApi.Frames;
using Microsoft.AspNetCore.Http;

namespace Actors.Client.Tests;

/// <summary>
/// The server's end of one connection, driven by a test's script. Every frame, of either side, is held against
/// <c>/asyncapi/v1.json</c>: what servers of this version do not say is sent as such.
/// </summary>
internal sealed class Peer(WebSocket socket, HttpContext context)
{
    public const string Topic = "harvest/h1";

    private readonly FrameLog _frames = new();

    public CancellationToken Aborted => context.RequestAborted;

    public async Task<JsonElement> Receive()
    {
        var buffer = new byte[8192];
        var result = await socket.ReceiveAsync(buffer, Aborted);
        _frames.FromClient(Encoding.UTF8.GetString(buffer, 0, result.Count));
        return JsonDocument.Parse(buffer.AsMemory(0, result.Count)).RootElement;
    }

    /// <summary>Sends what a server may say.</summary>
    public Task Send(string json)
    {
        _frames.FromServer(json);
        return SendText(json);
    }

    /// <summary>Sends nonsense, or what only a server of a later version may say.</summary>
    public Task SendBad(string text)
    {
        _frames.BadFromServer(text);
        return SendText(text);
    }

    /// <summary>Answers <c>hello</c> and returns the client's <c>subscribe</c>.</summary>
    public async Task<JsonElement> Greet()
    {
        var hello = await Receive();
        Assert.Equal("hello", hello.GetProperty("type").GetString());
        await Send("""{"type":"welcome","connection":"c1","heartbeatMs":15000,"limits":{"subscriptions":64,"requests":64,"searches":16,"frameBytes":16384}}""");
        var subscribe = await Receive();
        Assert.Equal("subscribe", subscribe.GetProperty("type").GetString());
        Assert.Equal(Topic, subscribe.GetProperty("topic").GetString());
        return subscribe;
    }

    public Task Snapshot(long seq, string state = "running", string epoch = "e1", string countries = "[]") => Send(
        $$"""
        {"type":"snapshot","id":"watch","topic":"{{Topic}}","epoch":"{{epoch}}","seq":{{seq}},"state":{"id":"h1","origin":"local","state":"{{state}}",
         "total":3,"pending":0,"ok":3,"notFound":0,"failed":0,"cancelled":0,"inFlight":0,"concurrency":5,"epoch":"{{epoch}}","seq":{{seq}},
         "startedAt":"2026-01-01T00:00:00.000Z","finishedAt":null,"elapsedMs":1,"etaMs":null,"countries":{{countries}} } }
        """);

    public Task Country(long seq, string epoch = "e1") => Send(
        $$"""
        {"type":"event","topic":"{{Topic}}","epoch":"{{epoch}}","seq":{{seq}},"kind":"country","country":{"code":"A{{(char)('A' + (seq % 26))}}","state":"ok",
         "country":"Land","via":"origin","attempts":2,"elapsedMs":41,"flag":{"bytes":5,"mediaType":"image/svg+xml","sha256":"{{new string('a', 64)}}"},"error":null,"waiting":null} }
        """);

    public Task Progress(long seq, int ok) => Send(
        $$"""{"type":"event","topic":"{{Topic}}","epoch":"e1","seq":{{seq}},"kind":"progress","pending":9,"ok":{{ok}},"notFound":0,"failed":0,"cancelled":0,"inFlight":5,"etaMs":590}""");

    public Task Completed(long seq, string epoch = "e1") => Send(
        $$"""{"type":"event","topic":"{{Topic}}","epoch":"{{epoch}}","seq":{{seq}},"kind":"completed","state":"completed","ok":3,"notFound":0,"failed":0,"cancelled":0}""");

    public async Task Close(int code, string? reason = null)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, Aborted);
        await Drain();
    }

    public void Abort() => context.Abort();

    /// <summary>Waits until the client has gone, so that nothing sent is lost by ending early.</summary>
    public async Task Drain()
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, Aborted)).MessageType != WebSocketMessageType.Close)
            {
                // Whatever a client still says is not part of any script.
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It did not say goodbye.
        }
    }

    private Task SendText(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Aborted);
}
