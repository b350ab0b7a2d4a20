using Actors.Gateway.Chars;
using Actors.Gateway.Harvests;
using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>What every socket of this gateway shares.</summary>
internal sealed partial class SocketContext(
    IGrainFactory grains,
    HarvestFeeds feeds,
    CharDesk chars,
    GatewayMetrics metrics,
    Microsoft.Extensions.Options.IOptions<LimitsOptions> limits,
    TimeProvider time,
    ILogger<SocketSession> logger)
{
    public IGrainFactory Grains => grains;

    public HarvestFeeds Feeds => feeds;

    public CharDesk Chars => chars;

    public GatewayMetrics Metrics => metrics;

    public LimitsOptions Limits { get; } = limits.Value;

    public TimeProvider Time => time;

    [LoggerMessage(EventId = 5300, Level = LogLevel.Debug, Message = "Socket {Connection} was lost: {Reason}")]
    public partial void LogLost(string connection, string reason);

    [LoggerMessage(EventId = 5301, Level = LogLevel.Information, Message = "Socket {Connection} took no frame for {Time} and is aborted")]
    public partial void LogStalled(string connection, TimeSpan time);

    [LoggerMessage(EventId = 5302, Level = LogLevel.Error, Message = "A request of socket {Connection} failed")]
    public partial void LogDefect(Exception exception, string connection);
}
