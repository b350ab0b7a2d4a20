namespace Actors.Gateway.Harvests;

internal sealed partial class HarvestFeed
{
    [LoggerMessage(EventId = 5200, Level = LogLevel.Warning, Message = "Cannot follow harvest {Harvest}; next try in {Delay}: {Reason}")]
    private partial void LogCannotFollow(string harvest, TimeSpan delay, string reason);

    [LoggerMessage(EventId = 5201, Level = LogLevel.Debug, Message = "Harvest {Harvest}: news after {After} arrived at {Last}; asking for the rest")]
    private partial void LogGap(string harvest, long last, long after);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Debug, Message = "Could not leave harvest {Harvest}: {Reason}")]
    private partial void LogCannotLeave(string harvest, string reason);
}
