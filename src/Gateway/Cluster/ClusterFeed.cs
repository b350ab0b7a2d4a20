using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Gateway.Push;
using Actors.Grains.Membership;

namespace Actors.Gateway.Cluster;

/// <summary>
/// The topic <c>cluster</c>: silos, then gateways. The list of who died is lost when its own silo dies: one that it does not name any more is
/// said to be dead, for as long as the list would have said so.
/// </summary>
internal sealed class ClusterFeed(IGrainFactory grains, TimeProvider time, ILogger<ClusterFeed> logger)
    : StatesFeed(Topic, ClusterStatus.DeadNamedFor, time, logger)
{
    public const string Topic = "cluster";

    protected override async Task<IEnumerable<StateOf>> Ask()
    {
        var now = ClusterBody.From(await grains.GetGrain<IClusterGrain>(0).Describe());
        return [.. now.Silos.Select(StateOf), .. now.Gateways.Select(StateOf)];
    }

    private static StateOf StateOf(SiloBody silo) => new(
        silo.Kind, silo.Address, Json(silo), silo.State == MemberState.Dead ? null : Json(silo with { State = MemberState.Dead, Activations = 0, Harvests = 0 }));

    private static StateOf StateOf(GatewayBody gateway) => new(
        gateway.Kind, gateway.Id, Json(gateway), gateway.State == MemberState.Dead ? null : Json(gateway with { State = MemberState.Dead, Sockets = 0 }));

    private static byte[] Json(SiloBody silo) => JsonSerializer.SerializeToUtf8Bytes(silo, GatewayJson.Wire.SiloBody);

    private static byte[] Json(GatewayBody gateway) => JsonSerializer.SerializeToUtf8Bytes(gateway, GatewayJson.Wire.GatewayBody);
}
