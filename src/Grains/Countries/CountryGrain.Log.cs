using Microsoft.Extensions.Logging;

namespace Actors.Grains.Countries;

internal sealed partial class CountryGrain
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "{Country}: attempt {Attempt} for its {Part} failed: {Cause}")]
    private partial void LogAttemptFailed(string country, Parts part, int attempt, string cause);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "{Country} was written by another activation")]
    private partial void LogReplaced(Exception error, string country);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "{Country} could not be fetched")]
    private partial void LogFlightFailed(Exception error, string country);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Error, Message = "{Country} was fetched but could not be stored")]
    private partial void LogNotStored(Exception error, string country);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Error,
        Message = "The flag of {Country} is not in the store as its record says ({Slot}); it will be fetched again")]
    private partial void LogBodyLost(string country, string slot);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Warning,
        Message = "The old flag of {Country} could not be removed from the store ({Slot})")]
    private partial void LogNotCleared(Exception error, string country, string slot);
}
