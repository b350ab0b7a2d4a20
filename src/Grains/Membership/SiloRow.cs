namespace Actors.Grains.Membership;

/// <summary>A row of the membership table.</summary>
/// <param name="LastAlive">When it last wrote that it lives; every half minute or so.</param>
internal sealed record SiloRow(string Address, string Name, MemberState State, DateTimeOffset StartedAt, DateTimeOffset LastAlive)
{
    public static SiloRow From(MembershipEntry entry) => new(
        entry.SiloAddress.ToParsableString(), entry.SiloName, StateOf(entry.Status), Utc(entry.StartTime), Utc(entry.IAmAliveTime));

    private static MemberState StateOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => MemberState.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => MemberState.Stopping,
        SiloStatus.Dead => MemberState.Dead,
        _ => MemberState.Joining,
    };

    // The table's times have no kind.
    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
