using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.PushBench.Servers;

/// <summary>
/// The baseline: the least that a WebSocket fan-out on Kestrel can be. One topic, no protocol, no log, no limits; every frame
/// that is posted goes to every client as it came.
/// </summary>
internal static class BareServer
{
    public const byte EndOfFrame = (byte)'\n';

    private static readonly ConcurrentDictionary<BareClient, bool> Clients = new();

    public static async Task Run(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes());
        app.MapPost("/publish", Publish);
        app.Map("/socket", Accept);
        await app.RunAsync();
    }

    private static async Task Accept(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15),
        });
        var client = new BareClient(socket);
        Clients[client] = true;
        try
        {
            // Without a buffer while nothing comes; nothing ever does, but pongs and the end.
            while (socket.State == WebSocketState.Open) await socket.ReceiveAsync(Memory<byte>.Empty, context.RequestAborted);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            Clients.TryRemove(client, out _);
        }
    }

    private static async Task Publish(HttpContext context)
    {
        var frames = await Frames(context.Request);
        foreach (var (client, _) in Clients) client.Post(frames);
    }

    /// <summary>The frames of a request, one a line.</summary>
    public static async Task<ImmutableArray<ReadOnlyMemory<byte>>> Frames(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        ReadOnlyMemory<byte> rest = body.ToArray();
        var frames = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf(EndOfFrame) is >= 0 and var found ? found : rest.Length;
            frames.Add(rest[..end]);
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return frames.ToImmutable();
    }
}

/// <summary>Sends in the publisher's thread as long as nothing is pending, else what waits follows when the pending send ends.</summary>
internal sealed class BareClient(WebSocket socket)
{
    private const int MostWaiting = 1024;

    private readonly Queue<ReadOnlyMemory<byte>> _waiting = new();
    private bool _isSending;

    public void Post(ImmutableArray<ReadOnlyMemory<byte>> frames)
    {
        lock (_waiting)
        {
            foreach (var frame in frames) _waiting.Enqueue(frame);
            if (_isSending) return;
            _isSending = true;
        }

        _ = Send();
    }

    private async Task Send()
    {
        try
        {
            while (Next() is { } frame)
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        // Gone, closed, or too slow.
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    private ReadOnlyMemory<byte>? Next()
    {
        lock (_waiting)
        {
            if (_waiting.Count > MostWaiting) throw new InvalidOperationException("too slow");
            if (_waiting.TryDequeue(out var frame)) return frame;
            _isSending = false;
            return null;
        }
    }
}
