using System.Collections.Immutable;
using Actors.Grains.Membership;

namespace Actors.Gateway.Cluster;

/// <summary>Who is in the cluster, and what it does altogether. Those that died in the last five minutes are among them.</summary>
/// <param name="Versions">Of the programs that serve, each once: more than one while the cluster is being replaced.</param>
/// <param name="Activations">Grains in memory.</param>
/// <param name="Harvests">Harvests that run.</param>
internal sealed record ClusterBody(
    ImmutableArray<SiloBody> Silos, ImmutableArray<GatewayBody> Gateways, ImmutableArray<string> Versions, int Activations, int Harvests)
{
    public static ClusterBody From(ClusterStatus cluster)
    {
        ImmutableArray<SiloBody> silos = [.. cluster.Silos.Select(SiloBody.From)];
        ImmutableArray<GatewayBody> gateways = [.. cluster.Gateways.Select(GatewayBody.From)];
        var versions = silos.Where(silo => silo.State != MemberState.Dead).Select(silo => silo.Version)
            .Concat(gateways.Where(gateway => gateway.State != MemberState.Dead).Select(gateway => gateway.Version))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new ClusterBody(silos, gateways, [.. versions], silos.Sum(silo => silo.Activations ?? 0), silos.Sum(silo => silo.Harvests ?? 0));
    }
}

/// <summary>A silo.</summary>
/// <param name="Address">Where other silos reach it, and when it started: another start is another silo.</param>
/// <param name="Version">Of the program; like what follows null if it has not said yet.</param>
internal sealed record SiloBody(
    string Kind, string Address, string Name, MemberState State, string? Version, DateTimeOffset StartedAt, int? Activations, int? Harvests)
{
    public static SiloBody From(SiloMember silo)
    {
        var isAlive = silo.State != MemberState.Dead;
        return new SiloBody(
            "silo", silo.Address, silo.Name, silo.State, silo.Report?.Version, silo.StartedAt,
            isAlive ? silo.Report?.Activations : 0, isAlive ? silo.Report?.Harvests : 0);
    }
}

/// <summary>A gateway.</summary>
/// <param name="Id">Of this start of the process.</param>
/// <param name="Name">Its machine, and the first port that it listens on.</param>
/// <param name="Sockets">WebSockets open.</param>
internal sealed record GatewayBody(
    string Kind, string Id, string Name, MemberState State, string Version, DateTimeOffset StartedAt, int Sockets)
{
    public static GatewayBody From(GatewayReport gateway) => new(
        "gateway", gateway.Id, gateway.Name, gateway.State, gateway.Version, gateway.StartedAt, gateway.Sockets);
}
