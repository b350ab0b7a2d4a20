using Microsoft.Extensions.Logging;

namespace Actors.Grains.Harvests;

internal sealed partial class HarvestGrain
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Information,
        Message = "Harvest {Harvest} of {Origin} started: {Total} countries, {Concurrency} exchanges at once")]
    private partial void LogStarted(string harvest, string origin, int total, int concurrency);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Harvest {Harvest} continues with {Pending} open countries")]
    private partial void LogContinues(string harvest, int pending);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information,
        Message = "Harvest {Harvest} ended, {State}: {Ok} ok, {NotFound} not found, {Failed} failed, {Cancelled} cancelled")]
    private partial void LogFinished(string harvest, HarvestState state, int ok, int notFound, int failed, int cancelled);

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "Harvest {Harvest} could not order {Country}; it will be ordered again")]
    private partial void LogNotOrdered(Exception error, string harvest, string country);

    [LoggerMessage(EventId = 3105, Level = LogLevel.Error, Message = "Harvest {Harvest} could not store {Outcomes} outcomes; it tries again")]
    private partial void LogNotStored(Exception error, string harvest, int outcomes);

    [LoggerMessage(EventId = 3106, Level = LogLevel.Warning, Message = "Harvest {Harvest} was continued by another activation")]
    private partial void LogReplaced(Exception error, string harvest);

    [LoggerMessage(EventId = 3107, Level = LogLevel.Error, Message = "The events of harvest {Harvest} have a hole after {Seq}; it goes on under a new epoch")]
    private partial void LogBroken(string harvest, long seq);

    [LoggerMessage(EventId = 3108, Level = LogLevel.Warning, Message = "The end of harvest {Harvest} could not be written down; it will be later")]
    private partial void LogNotClosed(Exception error, string harvest);

    [LoggerMessage(EventId = 3109, Level = LogLevel.Debug, Message = "What harvest {Harvest} waits for is not known just now")]
    private partial void LogUnexplained(Exception error, string harvest);

    [LoggerMessage(EventId = 3111, Level = LogLevel.Error,
        Message = "Harvest {Harvest} ends with {Open} countries failed: its origin '{Origin}' is not configured any more")]
    private partial void LogOrphaned(string harvest, string origin, int open);

    [LoggerMessage(EventId = 3110, Level = LogLevel.Warning, Message = "Harvest {Harvest} could not tell the throttle of {Authority} how many exchanges it may have")]
    private partial void LogNotLimited(Exception error, string harvest, string authority);
}
