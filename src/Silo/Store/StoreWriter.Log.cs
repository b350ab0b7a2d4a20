using Microsoft.Extensions.Logging;

namespace Actors.Silo.Store;

internal sealed partial class StoreWriter
{
    [LoggerMessage(EventId = 5101, Level = LogLevel.Error,
        Message = "The store {File} could not commit {Writes} writes; each caller was told. Said once until a commit succeeds")]
    private partial void LogCommitFailed(Exception failure, string file, int writes);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Information, Message = "The store {File} commits again after {Batches} failed commits")]
    private partial void LogRecovered(string file, long batches);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Error,
        Message = "The store {File} did not finish writing in time; {Writes} waiting writes are refused")]
    private partial void LogStopTimedOut(string file, int writes);

    [LoggerMessage(EventId = 5104, Level = LogLevel.Critical, Message = "The writer of the store {File} ended; nothing can be written any more")]
    private partial void LogEnded(Exception failure, string file);
}
