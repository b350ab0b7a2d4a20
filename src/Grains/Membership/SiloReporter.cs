using System.Reflection;
using Actors.Grains.Feeds;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Membership;

/// <summary>Says once a second what this silo is and does.</summary>
internal sealed partial class SiloReporter(
    IGrainFactory grains, ILocalSiloDetails silo, ISiloStatusOracle status, OriginCatalog catalog, FeedCatalog feeds, RunningHarvests harvests, TimeProvider time,
    ILogger<SiloReporter> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string Version =
        typeof(SiloReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (status.CurrentStatus == SiloStatus.Active)
            {
                await Report(stoppingToken);
            }
        }
    }

    private async Task Report(CancellationToken cancellationToken)
    {
        try
        {
            var counts = await grains.GetGrain<IManagementGrain>(0).GetRuntimeStatistics([silo.SiloAddress], cancellationToken).WaitAsync(Patience, time, cancellationToken);
            var report = new SiloReport(silo.SiloAddress.ToParsableString(), Version, catalog.Fingerprint + feeds.Fingerprint, counts[0].ActivationCount, harvests.Count);
            await grains.GetGrain<IClusterGrain>(0).ReportSilo(report).WaitAsync(Patience, time, cancellationToken);
        }
        // Its silo may be the one that has just died; the next second asks again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnheard(error.Message);
        }
    }

    [LoggerMessage(EventId = 3402, Level = LogLevel.Debug, Message = "The cluster's list did not hear of this silo: {Reason}")]
    private partial void LogUnheard(string reason);
}
