using Actors.Gateway.Auth;
using Actors.Gateway.Chars;
using Actors.Gateway.Cluster;
using Actors.Gateway.Harvests;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Gateway.Push;
using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>What every socket of this gateway shares.</summary>
internal sealed partial class SocketContext(
    IGrainFactory grains,
    HarvestFeeds feeds,
    OriginsFeed origins,
    ClusterFeed cluster,
    CharDesk chars,
    GatewayMetrics metrics,
    Microsoft.Extensions.Options.IOptions<LimitsOptions> limits,
    ApiKeys keys,
    TimeProvider time,
    ILogger<SocketSession> logger)
{
    public IGrainFactory Grains => grains;

    public HarvestFeeds Feeds => feeds;

    /// <exception cref="ProblemException">There is no such topic.</exception>
    public StatesFeed States(string topic) => topic switch
    {
        OriginsFeed.Topic => origins,
        ClusterFeed.Topic => cluster,
        _ => throw new ProblemException(new Problem(StatusCodes.Status404NotFound, "unknown_topic", "There is no such topic.", "topic")),
    };

    public CharDesk Chars => chars;

    public GatewayMetrics Metrics => metrics;

    public LimitsOptions Limits { get; } = limits.Value;

    public ApiKeys Keys => keys;

    public TimeProvider Time => time;

    [LoggerMessage(EventId = 5300, Level = LogLevel.Debug, Message = "Socket {Connection} was lost: {Reason}")]
    public partial void LogLost(string connection, string reason);

    [LoggerMessage(EventId = 5301, Level = LogLevel.Information, Message = "Socket {Connection} took no frame for {Time} and is aborted")]
    public partial void LogStalled(string connection, TimeSpan time);

    [LoggerMessage(EventId = 5402, Level = LogLevel.Information, Message = "Socket {Connection} is under the key {Key}")]
    public partial void LogKey(string connection, string key);

    [LoggerMessage(EventId = 5403, Level = LogLevel.Warning, Message = "Socket {Connection} showed a wrong key and is closed")]
    public partial void LogWrongKey(string connection);

    [LoggerMessage(EventId = 5302, Level = LogLevel.Error, Message = "A request of socket {Connection} failed")]
    public partial void LogDefect(Exception exception, string connection);
}
