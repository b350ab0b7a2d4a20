namespace Actors.Grains.Membership;

/// <summary>The membership table cannot be read now, or is gone. What is under way goes on by what silos knew of each other before.</summary>
[GenerateSerializer, Alias("actors.membership-unavailable")]
public sealed class MembershipUnavailableException()
    : ActorsException("cluster_unavailable", "Who is in the cluster cannot be read now; try again shortly.");
