using Actors.Grains.Membership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Silo;

/// <summary>
/// Ends a process that does not come to its own end. A silo that stops writes its status to the membership table, and Orleans tries that for a
/// minute at each of two stages, whatever the host's time-out says: two minutes where Redis is away, longer than supervisors wait. What is
/// stored is whole at any time, so nothing is lost that a crash would not lose; other silos find it out as they would a crash.
/// </summary>
internal sealed partial class StopDeadline(
    IHostApplicationLifetime lifetime, ClusterStanding standing, IOptions<HostOptions> host, TimeProvider time, ILogger<StopDeadline> logger)
    : IHostedService, IDisposable
{
    /// <summary>Beyond the host's own limit, in which a silo that has been told not to wait any more writes its last status.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopped = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => _ = Watch());
        lifetime.ApplicationStopped.Register(_stopped.Cancel);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private async Task Watch()
    {
        // Nobody waits for the farewell of a silo that the table has forgotten, and a new cluster waits for its end.
        var limit = standing.IsLost ? Grace : host.Value.ShutdownTimeout + Grace;
        await Task.Delay(limit, time, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        LogOverdue(limit);
        // The log's own queue dies with the process.
        await Console.Error.WriteLineAsync($"The silo did not stop within {limit.TotalSeconds} s, Cluster:Redis does not answer perhaps. It ends now.");
        Environment.Exit(StartFailure.CannotStart);
    }

    [LoggerMessage(EventId = 3305, Level = LogLevel.Critical, Message = "The silo did not stop within {Limit}: it ends now")]
    private partial void LogOverdue(TimeSpan limit);
}
