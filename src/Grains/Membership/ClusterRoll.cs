using System.Collections.Immutable;

namespace Actors.Grains.Membership;

/// <summary>Who has reported lately, and what becomes of those that do not any more.</summary>
internal sealed class ClusterRoll(TimeProvider time)
{
    /// <summary>Who has not reported for so long is gone: all report every second.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(5);

    /// <summary>More than any cluster has; beyond it the one that was silent longest is dropped.</summary>
    public const int Most = 1000;

    private readonly Dictionary<string, (SiloReport Report, long At)> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (GatewayReport Report, long At)> _gateways = new(StringComparer.Ordinal);

    public void Report(SiloReport report) => Enter(_silos, report.Address, report);

    public void Report(GatewayReport report) => Enter(_gateways, report.Id, report);

    /// <summary>The silos that have other <c>Origins</c> than most, by address; empty if all agree.</summary>
    public ImmutableArray<string> Dissenters()
    {
        var groups = _silos.Values.Where(one => time.GetElapsedTime(one.At) < GoneAfter).Select(one => one.Report)
            .GroupBy(report => report.Origins, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
        return [.. groups.Skip(1).SelectMany(group => group).Select(report => report.Address).Order(StringComparer.Ordinal)];
    }

    public ClusterStatus Describe(IEnumerable<SiloRow> rows)
    {
        var now = time.GetUtcNow();
        return new ClusterStatus(
            [.. rows.Where(row => row.State != MemberState.Dead || now - row.LastAlive < ClusterStatus.DeadNamedFor)
                .OrderBy(row => row.Address, StringComparer.Ordinal)
                .Select(row => new SiloMember(row.Address, row.Name, row.State, row.StartedAt, _silos.GetValueOrDefault(row.Address).Report))],
            [.. _gateways.Values.Where(one => time.GetElapsedTime(one.At) < ClusterStatus.DeadNamedFor)
                .Select(one => time.GetElapsedTime(one.At) < GoneAfter ? one.Report : one.Report with { State = MemberState.Dead, Sockets = 0 })
                .OrderBy(report => report.Name, StringComparer.Ordinal).ThenBy(report => report.Id, StringComparer.Ordinal)]);
    }

    private void Enter<T>(Dictionary<string, (T Report, long At)> all, string key, T report)
    {
        all[key] = (report, time.GetTimestamp());
        foreach (var (old, _) in all.Where(one => time.GetElapsedTime(one.Value.At) >= ClusterStatus.DeadNamedFor).ToList())
        {
            all.Remove(old);
        }

        if (all.Count > Most)
        {
            all.Remove(all.MinBy(one => one.Value.At).Key);
        }
    }
}
