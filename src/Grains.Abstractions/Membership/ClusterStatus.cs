using System.Collections.Immutable;

namespace Actors.Grains.Membership;

/// <summary>The members of a cluster, those that died in the last minutes among them.</summary>
/// <param name="Silos">By address.</param>
/// <param name="Gateways">By name, then id.</param>
[GenerateSerializer, Immutable, Alias("actors.cluster-status")]
public sealed record ClusterStatus(
    [property: Id(0)] ImmutableArray<SiloMember> Silos, [property: Id(1)] ImmutableArray<GatewayReport> Gateways)
{
    /// <summary>The dead are named for so long.</summary>
    public static readonly TimeSpan DeadNamedFor = TimeSpan.FromMinutes(5);
}
