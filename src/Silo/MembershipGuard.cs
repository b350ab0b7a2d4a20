using Actors.Grains.Membership;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;

namespace Actors.Silo;

/// <summary>
/// Looks for this silo's own row in the membership table. A table that was lost (flushed, restarted without its file) is no error to Orleans:
/// silos go on in a cluster that new ones do not see, and two clusters have two throttles for one origin. A row that is missing in two reads
/// in a row therefore ends this process, and so does one that says it is dead: it stood still, and the others have gone on. A table that is not there
/// names nobody. One that cannot be read says nothing: Redis may come back with everything.
/// </summary>
internal sealed partial class MembershipGuard(
    IMembershipTable table, ILocalSiloDetails silo, ISiloStatusOracle status, ClusterStanding standing, IHostApplicationLifetime lifetime,
    IOptions<ClusterMembershipOptions> membership, TimeProvider time, ILogger<MembershipGuard> logger) : BackgroundService, IHealthCheck
{
    public const string Name = "membership";

    /// <summary>As of a process that cannot start: a supervisor is to start it again.</summary>
    public const int ExitStatus = StartFailure.CannotStart;

    private const int MostMissing = 2;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private int _missing;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(standing.IsLost
            ? HealthCheckResult.Unhealthy("The membership table does not name this silo any more.")
            : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (probe, slowest, missed) = (membership.Value.MinProbeTimeout, membership.Value.MaxProbeTimeout, membership.Value.NumMissedProbesLimit);
        LogDetection(missed * probe, missed * slowest, (missed * slowest) + slowest);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken) && !standing.IsLost)
        {
            // Before it has joined it has no row, and once it leaves it is not asked any more.
            if (status.CurrentStatus == SiloStatus.Active)
            {
                await Look(stoppingToken);
            }
        }
    }

    private async Task Look(CancellationToken cancellationToken)
    {
        SiloStatus? row;
        try
        {
            var asked = time.GetTimestamp();
            var members = await table.ReadAllAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken);
            row = members.Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(silo.SiloAddress))?.Item1.Status;
            if (row is not (null or SiloStatus.Dead))
            {
                _missing = 0;
                standing.Confirm(asked);
                return;
            }
        }
        // Thrown where Redis answers and has no table, or one without its version; new silos would write another.
        catch (RedisClusteringException)
        {
            row = null;
        }
        // A read that Redis' client cancels is one that failed; only a stop ends the guard, whose end would be the process's.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnread(error.Message);
            return;
        }

        if (row is null && ++_missing < MostMissing)
        {
            return;
        }

        standing.Lose();
        if (row is null)
        {
            LogLost(silo.SiloAddress);
        }
        else
        {
            LogDead(silo.SiloAddress);
        }

        Environment.ExitCode = ExitStatus;
        lifetime.StopApplication();
    }

    [LoggerMessage(EventId = 3301, Level = LogLevel.Critical,
        Message = "Cluster:Redis: the membership table does not name {Silo} any more. It was lost, or the cluster was replaced: this silo stops")]
    private partial void LogLost(SiloAddress silo);

    [LoggerMessage(EventId = 3304, Level = LogLevel.Information,
        Message = "Cluster:Profile: a silo that crashed is given up after about {Shortest} to {Longest}, one that hangs or is cut off after about {Hang}")]
    private partial void LogDetection(TimeSpan shortest, TimeSpan longest, TimeSpan hang);

    [LoggerMessage(EventId = 3303, Level = LogLevel.Critical, Message = "The cluster has given {Silo} up, it stood still perhaps: this silo stops")]
    private partial void LogDead(SiloAddress silo);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Warning, Message = "Cluster:Redis: the membership table cannot be read: {Reason}")]
    private partial void LogUnread(string reason);
}
