using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Membership;

/// <summary>Hears of silos and gateways, and looks at the membership table at most twice a second however many ask.</summary>
[GrainType("cluster")]
internal sealed partial class ClusterGrain(TimeProvider time, ILogger<ClusterGrain> logger) : Grain, IClusterGrain
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(0.5);

    /// <summary>Less than a gateway waits for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ClusterRoll _roll = new(time);
    private ImmutableArray<SiloRow> _rows = [];
    private ImmutableArray<string> _dissenters = [];
    private long? _looked;

    public Task ReportSilo(SiloReport report)
    {
        _roll.Report(report);
        Compare();
        return Task.CompletedTask;
    }

    public Task ReportGateway(GatewayReport report)
    {
        _roll.Report(report);
        return Task.CompletedTask;
    }

    public async Task<ClusterStatus> Describe()
    {
        await Look();
        return _roll.Describe(_rows);
    }

    private async Task Look()
    {
        if (_looked is { } looked && time.GetElapsedTime(looked) < KeptFor)
        {
            return;
        }

        try
        {
            var entries = await GrainFactory.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false).WaitAsync(Patience, time);
            _rows = [.. entries.Select(SiloRow.From)];
        }
        // Each table has errors of its own, which callers need not know.
        catch (Exception error)
        {
            LogUnread(error.Message);
            throw new MembershipUnavailableException();
        }

        _looked = time.GetTimestamp();
    }

    /// <summary>The cluster goes on, but what it fetches depends on where a country is: that must be seen.</summary>
    private void Compare()
    {
        var dissenters = _roll.Dissenters();
        if (!dissenters.IsEmpty && !dissenters.SequenceEqual(_dissenters))
        {
            LogDissent(string.Join(", ", dissenters));
        }

        _dissenters = dissenters;
    }

    [LoggerMessage(EventId = 3401, Level = LogLevel.Error,
        Message = "Origins, Feeds: {Silos} have others configured than the rest of the cluster; what is fetched depends on the silo. Configure all alike")]
    private partial void LogDissent(string silos);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Debug, Message = "The membership table cannot be read: {Reason}")]
    private partial void LogUnread(string reason);
}
