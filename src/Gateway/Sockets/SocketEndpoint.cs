using System.Net.WebSockets;
using Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Gateway.Sockets;

/// <summary><c>GET /v1/socket</c>.</summary>
internal static class SocketEndpoint
{
    private const string Subprotocol = "actors.v1.json";

    public static void MapSockets(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/v1/socket", ["GET", "HEAD"], Accept)
            .WithQuery().WithTags("Socket").WithSummary("Opens a WebSocket, subprotocol actors.v1.json.")
            .Produces(StatusCodes.Status101SwitchingProtocols)
            .WithProblems(StatusCodes.Status400BadRequest, StatusCodes.Status426UpgradeRequired);

    private static async Task Accept(HttpContext context, SocketContext shared, SocketSessions sessions, OriginPolicy origins)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            throw new ProblemException(
                new Problem(StatusCodes.Status426UpgradeRequired, "upgrade_required", "This path speaks WebSocket only.", "Upgrade"));
        }

        var limits = shared.Limits;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null,
            KeepAliveInterval = limits.Heartbeat,
            KeepAliveTimeout = limits.Heartbeat,
        });
        // A browser tells its page nothing about a refused handshake, but it hands over the code of a close.
        if (!origins.Allows(context.Request))
        {
            await Refuse(socket, shared);
            return;
        }

        await using var session = new SocketSession(socket, shared, context.RequestAborted);
        await sessions.Run(session);
        // Disposing of a socket that the library gave up aborts the request, and the reset would overtake the close frame.
        if (session.IsRefused)
            context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
    }

    private static async Task Refuse(WebSocket socket, SocketContext shared)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3), shared.Time);
        try
        {
            await socket.CloseAsync(CloseCode.Origin, "origin not allowed", deadline.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
