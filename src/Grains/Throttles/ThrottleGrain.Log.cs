using Microsoft.Extensions.Logging;

namespace Actors.Grains.Throttles;

internal sealed partial class ThrottleGrain
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "{Authority} asked to be left alone until {Until} ({Reason})")]
    private partial void LogHold(string authority, DateTimeOffset? until, string? reason);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The throttle of {Authority} could not read its epoch")]
    private partial void LogUnconfirmed(Exception error, string authority);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "{Authority} seems to allow {PerSecond} requests per second")]
    private partial void LogLearned(string authority, double? perSecond);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "The throttle of {Authority} (epoch {Mine}) was replaced by epoch {Stored}")]
    private partial void LogReplaced(string authority, long mine, long stored);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "The record of the throttle of {Authority} could not be dropped")]
    private partial void LogNotForgotten(Exception error, string authority);
}
