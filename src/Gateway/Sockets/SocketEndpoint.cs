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

    private static async Task Accept(
        HttpContext context, SocketContext shared, SocketSessions sessions, SocketCaps caps, OriginPolicy origins)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            throw new ProblemException(
                new Problem(StatusCodes.Status426UpgradeRequired, "upgrade_required", "This path speaks WebSocket only.", "Upgrade"));
        }

        if (sessions.IsStopping)
        {
            throw new ProblemException(
                new Problem(StatusCodes.Status503ServiceUnavailable, "going_away", "This gateway stops.") { RetryAfter = TimeSpan.FromSeconds(1) });
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
            await Refuse(socket, shared, null, CloseCode.Origin, "origin not allowed");
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        switch (caps.Enter(address))
        {
            case Admission.Full:
                await Refuse(
                    socket, shared, TooMany($"This gateway has {limits.Sockets} sockets, which is the limit."), CloseCode.Overload, "too many sockets");
                return;
            case Admission.TooManyOfAddress:
                await Refuse(
                    socket, shared, TooMany($"Your address has {limits.SocketsPerAddress} sockets here, which is the limit."),
                    CloseCode.TooMany, "too many sockets of this address");
                return;
        }

        try
        {
            await Serve(context, socket, shared, sessions);
        }
        finally
        {
            caps.Leave(address);
        }
    }

    private static async Task Serve(HttpContext context, WebSocket socket, SocketContext shared, SocketSessions sessions)
    {
        await using var session = new SocketSession(socket, shared, context.RequestAborted);
        await sessions.Run(session);
        // Disposing of a socket that the library gave up aborts the request, and the reset would overtake the close frame.
        if (session.IsRefused)
            context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
    }

    private static Problem TooMany(string detail) =>
        new(StatusCodes.Status429TooManyRequests, "too_many_sockets", detail)
        {
            // Spread, so that those who are refused together do not come back together.
            RetryAfter = TimeSpan.FromMilliseconds(Random.Shared.Next(2000, 10_000)),
        };

    private static async Task Refuse(WebSocket socket, SocketContext shared, Problem? problem, WebSocketCloseStatus status, string reason)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3), shared.Time);
        try
        {
            if (problem is not null)
                await socket.SendAsync(SocketFrames.Error(null, problem).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
            await socket.CloseAsync(status, reason, deadline.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }
}
