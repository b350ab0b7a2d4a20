using Actors.Gateway.Chars;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Telnet;

/// <summary>What every session of this gateway shares.</summary>
internal sealed partial class TelnetContext(
    CharDesk chars,
    IOptions<TelnetOptions> options,
    IOptions<LimitsOptions> limits,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<TelnetSession> logger)
{
    public CharDesk Chars => chars;

    public TelnetOptions Options { get; } = options.Value;

    /// <summary>How long a client may take to make room for what it is sent.</summary>
    public TimeSpan Send { get; } = limits.Value.Send;

    public TimeProvider Time => time;

    /// <summary>Ends all sessions, wherever they stand.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    // As the book's console: who asked what, and how many rows were sent.
    [LoggerMessage(EventId = 5701, Level = LogLevel.Information, Message = "{Peer} asked '{Query}' and was sent {Rows} rows")]
    public partial void LogAnswered(string? peer, ShownText query, int rows);

    [LoggerMessage(EventId = 5702, Level = LogLevel.Warning, Message = "{Peer} asked '{Query}' and could not be answered: {Reason}")]
    public partial void LogUnavailable(string? peer, ShownText query, string reason);

    [LoggerMessage(EventId = 5703, Level = LogLevel.Information, Message = "{Peer} took nothing for {Time} and is aborted")]
    public partial void LogStalled(string? peer, TimeSpan time);

    [LoggerMessage(EventId = 5704, Level = LogLevel.Debug, Message = "{Peer} is connected, as session {Count} of now")]
    public partial void LogConnected(string? peer, int count);

    [LoggerMessage(EventId = 5705, Level = LogLevel.Debug, Message = "{Peer} has ended")]
    public partial void LogEnded(string? peer);

    [LoggerMessage(
        EventId = 5706, Level = LogLevel.Warning, Message = "{Peer} was refused: {Count} sessions are open, which is Telnet:MaxSessions")]
    public partial void LogRefused(string? peer, int count);

    [LoggerMessage(EventId = 5707, Level = LogLevel.Error, Message = "The session of {Peer} failed")]
    public partial void LogDefect(Exception exception, string? peer);
}
