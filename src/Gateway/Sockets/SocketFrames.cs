using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>Encodes what a server says on a socket beside events.</summary>
internal static class SocketFrames
{
    public static byte[] Pong { get; } = JsonSerializer.SerializeToUtf8Bytes(new PongFrame("pong"), GatewayJson.Wire.PongFrame);

    public static byte[] Welcome(string connection, LimitsOptions limits) => JsonSerializer.SerializeToUtf8Bytes(
        new WelcomeFrame(
            "welcome", connection, (int)limits.Heartbeat.TotalMilliseconds,
            new WelcomeLimits(limits.Subscriptions, limits.Requests, limits.Searches, limits.FrameBytes)),
        GatewayJson.Wire.WelcomeFrame);

    public static byte[] Snapshot(string id, string topic, Harvests.FeedSnapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(
        new SnapshotFrame("snapshot", id, topic, snapshot.Position.Epoch, snapshot.Position.Seq, snapshot.State),
        GatewayJson.Wire.SnapshotFrame);

    public static byte[] Reset(string? id, string topic, string reason) =>
        JsonSerializer.SerializeToUtf8Bytes(new ResetFrame("reset", id, topic, reason), GatewayJson.Wire.ResetFrame);

    public static byte[] Done(string id) => JsonSerializer.SerializeToUtf8Bytes(new DoneFrame("done", id), GatewayJson.Wire.DoneFrame);

    public static byte[] Error(string? id, Problem problem) => JsonSerializer.SerializeToUtf8Bytes(
        new ErrorFrame("error", id, problem.Code, problem.Detail, problem.Retryable, (long?)problem.RetryAfter?.TotalMilliseconds,
            problem.Position),
        GatewayJson.Wire.ErrorFrame);

    public static byte[] Goaway(TimeSpan retryAfter) =>
        JsonSerializer.SerializeToUtf8Bytes(new GoawayFrame("goaway", (long)retryAfter.TotalMilliseconds), GatewayJson.Wire.GoawayFrame);
}

/// <summary>The answer to <c>hello</c>.</summary>
internal sealed record WelcomeFrame(string Type, string Connection, int HeartbeatMs, WelcomeLimits Limits);

/// <summary>What one connection may do.</summary>
internal sealed record WelcomeLimits(int Subscriptions, int Requests, int Searches, int FrameBytes);

internal sealed record SnapshotFrame(string Type, string Id, string Topic, string Epoch, long Seq, RawJson State);

internal sealed record ResetFrame(string Type, string? Id, string Topic, string Reason);

internal sealed record DoneFrame(string Type, string Id);

internal sealed record PongFrame(string Type);

/// <summary>A problem; <paramref name="Position"/> stands there where it is known, as over HTTP.</summary>
internal sealed record ErrorFrame(
    string Type,
    string? Id,
    string Code,
    string Message,
    bool Retryable,
    long? RetryAfterMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Position);

internal sealed record GoawayFrame(string Type, long RetryAfterMs);
