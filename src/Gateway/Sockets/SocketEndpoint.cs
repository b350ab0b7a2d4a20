using System.Net.WebSockets;
using Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Gateway.Sockets;

/// <summary><c>GET /v1/socket</c>.</summary>
internal static class SocketEndpoint
{
    private const string Subprotocol = "actors.v1.json";

    public static void MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/v1/socket", ["GET", "HEAD"], Accept)
            .WithQuery().WithTags("Socket").WithSummary("Opens a WebSocket, subprotocol actors.v1.json.")
            .Produces(StatusCodes.Status101SwitchingProtocols)
            .WithProblems(StatusCodes.Status400BadRequest, StatusCodes.Status426UpgradeRequired);
        // Over HTTP/2, which browsers use where this server ends TLS itself (RFC 8441 §4). OpenAPI knows no such method.
        routes.MapMethods("/v1/socket", ["CONNECT"], Accept).WithQuery().ExcludeFromDescription();
    }

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
        var address = context.Connection.RemoteIpAddress;
        var (problem, status, reason) = !origins.Allows(context.Request) ? (null, CloseCode.Origin, "origin not allowed") : caps.Enter(address) switch
        {
            Admission.Full => (TooMany($"This gateway has {limits.Sockets} sockets, which is the limit."), CloseCode.Overload, "too many sockets"),
            Admission.TooManyOfAddress => (
                TooMany($"Your address has {limits.SocketsPerAddress} sockets here, which is the limit."),
                CloseCode.TooMany, "too many sockets of this address"),
            _ => (null, WebSocketCloseStatus.Empty, ""),
        };
        if (status != WebSocketCloseStatus.Empty)
        {
            await Refuse(context, shared, caps, problem, status, reason);
            return;
        }

        try
        {
            using var socket = await Open(context, limits);
            await Serve(context, socket, shared, sessions);
        }
        finally
        {
            caps.Leave(address);
        }
    }

    private static Task<WebSocket> Open(HttpContext context, LimitsOptions limits) =>
        context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol) ? Subprotocol : null,
            KeepAliveInterval = limits.Heartbeat,
            KeepAliveTimeout = limits.Heartbeat,
        });

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

    // A browser tells its page nothing about a refused handshake, but it hands over the code of a close.
    private static async Task Refuse(
        HttpContext context, SocketContext shared, SocketCaps caps, Problem? problem, WebSocketCloseStatus status, string reason)
    {
        if (!caps.BeginRefusal())
            throw new ProblemException(problem ?? TooMany("Too many sockets are being refused."));
        try
        {
            using var socket = await Open(context, shared.Limits);
            await Close(socket, shared.Time, problem, status, reason);
        }
        finally
        {
            caps.EndRefusal();
        }
    }

    private static async Task Close(WebSocket socket, TimeProvider time, Problem? problem, WebSocketCloseStatus status, string reason)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
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
