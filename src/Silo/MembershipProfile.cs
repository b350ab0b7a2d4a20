using Orleans.Configuration;

namespace Actors.Silo;

/// <summary>
/// How soon a cluster gives a silent silo up. All options that matter are set, <c>MaxProbeTimeout</c> too: with Orleans'
/// default of it, a silo that hangs is noticed after more than a minute.
/// </summary>
internal static class MembershipProfile
{
    public const string Balanced = nameof(Balanced);
    public const string Fast = nameof(Fast);

    /// <summary>Crash: about missed probes × probe time-out. Hang or cut: about one probe more.</summary>
    public static void Apply(ClusterMembershipOptions options, string profile)
    {
        var (probe, missed) = profile == Fast ? (TimeSpan.FromSeconds(1), 2) : (TimeSpan.FromSeconds(2), 3);
        options.ProbeTimeout = probe;
        options.MinProbeTimeout = probe / 2;
        options.MaxProbeTimeout = probe;
        options.NumMissedProbesLimit = missed;
    }
}
