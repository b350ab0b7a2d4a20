using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Actors.Silo;

/// <summary>The one connection to <c>Cluster:Redis</c>, for membership, state and reminders. Opened when first used; comes back by itself.</summary>
internal sealed class RedisConnection
{
    /// <summary>Scripts and the append-only file behave as they are relied on from here on.</summary>
    public static readonly Version Oldest = new(6, 2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lazy<Task<IConnectionMultiplexer>> _shared;

    /// <exception cref="OptionsValidationException">It is no connection string.</exception>
    public RedisConnection(string connectionString)
    {
        Options = Parse(connectionString);
        // A Redis that is away for a moment must not end the process.
        Options.AbortOnConnectFail = false;
        _shared = new Lazy<Task<IConnectionMultiplexer>>(async () => await ConnectionMultiplexer.ConnectAsync(Options));
    }

    public ConfigurationOptions Options { get; }

    public Task<IConnectionMultiplexer> Shared => _shared.Value;

    private string Address => string.Join(',', Options.EndPoints.Select(endpoint => endpoint.ToString()?.Split('/')[^1]));

    /// <summary>Looks once, before anything depends on it, so that what is wrong is said in one line.</summary>
    /// <exception cref="RedisUnusableException">It cannot be reached, refuses us, or is too old.</exception>
    public async Task Check()
    {
        var once = Options.Clone();
        (once.AbortOnConnectFail, once.ConnectRetry, once.ConnectTimeout) = (true, 1, (int)Patience.TotalMilliseconds);
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(once);
            foreach (var server in connection.GetServers())
            {
                if (server.IsConnected && server.Version < Oldest)
                    throw new RedisUnusableException($"Cluster:Redis: {Address} is Redis {server.Version}; {Oldest} is the oldest that will do.", isOurFault: true);
            }

            await connection.GetDatabase().PingAsync();
        }
        catch (RedisException error)
        {
            throw Explain(error);
        }
        catch (TimeoutException)
        {
            throw new RedisUnusableException($"Cluster:Redis: {Address} does not answer.", isOurFault: false);
        }
    }

    private RedisUnusableException Explain(RedisException error)
    {
        var (what, isOurFault) = Deepest(error) switch
        {
            ConnectionFailureType.AuthenticationFailure => ("does not accept the user or password", true),
            ConnectionFailureType.ProtocolFailure => ("does not speak as a Redis does", true),
            _ when error.ToString().Contains("NOAUTH", StringComparison.Ordinal) => ("wants a password", true),
            _ => ("cannot be reached", false),
        };
        return new RedisUnusableException($"Cluster:Redis: {Address} {what}.", isOurFault);
    }

    private static ConnectionFailureType? Deepest(Exception? error)
    {
        ConnectionFailureType? found = null;
        for (; error is not null; error = error.InnerException)
            found = error is RedisConnectionException { FailureType: var type } ? type : found;
        return found;
    }

    private static ConfigurationOptions Parse(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString);
        }
        catch (ArgumentException)
        {
            // The text holds a password more often than not, so neither it nor the cause is passed on.
            throw new OptionsValidationException(
                "Cluster", typeof(ActorsClusterOptions), ["Cluster:Redis must be a StackExchange.Redis connection string."]);
        }
    }
}
