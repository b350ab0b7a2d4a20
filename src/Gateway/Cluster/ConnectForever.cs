using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using StackExchange.Redis;

namespace Actors.Gateway.Cluster;

/// <summary>
/// A gateway that starts before its cluster waits for it, however long that takes; Orleans' own filter ends the process
/// after three minutes.
/// </summary>
internal sealed partial class ConnectForever(IOptions<RedisClusteringOptions> redis, TimeProvider time, ILogger<ConnectForever> logger)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>Without the password, which stands in the connection string.</summary>
    private readonly string _address = string.Join(
        ',', redis.Value.ConfigurationOptions?.EndPoints.Select(endpoint => endpoint.ToString()?.Split('/')[^1]) ?? []);

    private TimeSpan _delay = TimeSpan.FromMilliseconds(250);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return false;
        LogWaiting(_delay, Explain(exception));
        try
        {
            await Task.Delay(_delay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        _delay = _delay * 2 < LongestDelay ? _delay * 2 : LongestDelay;
        return true;
    }

    /// <summary>What Redis' client says of itself fills half a screen.</summary>
    private string Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause.Message.Contains("NOAUTH", StringComparison.Ordinal))
                return $"Cluster:Redis: {_address} wants a password.";
            if (cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure })
                return $"Cluster:Redis: {_address} does not accept the user or password.";
            if (cause is RedisException or RedisTimeoutException)
                return $"Cluster:Redis: {_address} does not answer.";
        }

        return exception.Message;
    }

    [LoggerMessage(EventId = 5000, Level = LogLevel.Warning, Message = "The cluster cannot be reached; next try in {Delay}: {Reason}")]
    private partial void LogWaiting(TimeSpan delay, string reason);
}
