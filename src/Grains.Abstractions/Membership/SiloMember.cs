namespace Actors.Grains.Membership;

/// <summary>A silo as the membership table names it.</summary>
/// <param name="Report">Its last word; null if it has not reported yet, or not since this list moved to another silo.</param>
[GenerateSerializer, Immutable, Alias("actors.silo-member")]
public sealed record SiloMember(
    [property: Id(0)] string Address,
    [property: Id(1)] string Name,
    [property: Id(2)] MemberState State,
    [property: Id(3)] DateTimeOffset StartedAt,
    [property: Id(4)] SiloReport? Report);
