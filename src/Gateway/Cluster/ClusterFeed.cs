using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Gateway.Push;
using Actors.Grains.Membership;

namespace Actors.Gateway.Cluster;

/// <summary>The topic <c>cluster</c>: silos, then gateways. One that is not named any more is told to be dead once.</summary>
internal sealed class ClusterFeed(IGrainFactory grains, TimeProvider time, ILogger<ClusterFeed> logger) : StatesFeed(Topic, time, logger)
{
    public const string Topic = "cluster";

    private ClusterBody _last = new([], [], [], 0, 0);

    protected override async Task<IEnumerable<StateOf>> Ask()
    {
        var now = ClusterBody.From(await grains.GetGrain<IClusterGrain>(0).Describe());
        // The list of who died is lost when its own silo dies.
        IEnumerable<SiloBody> silos =
        [
            .. now.Silos, .. _last.Silos.ExceptBy(now.Silos.Select(silo => silo.Address), silo => silo.Address)
                .Where(silo => silo.State != MemberState.Dead).Select(silo => silo with { State = MemberState.Dead }),
        ];
        IEnumerable<GatewayBody> gateways =
        [
            .. now.Gateways, .. _last.Gateways.ExceptBy(now.Gateways.Select(gateway => gateway.Id), gateway => gateway.Id)
                .Where(gateway => gateway.State != MemberState.Dead).Select(gateway => gateway with { State = MemberState.Dead, Sockets = 0 }),
        ];
        _last = now with { Silos = [.. silos], Gateways = [.. gateways] };
        return
        [
            .. silos.Select(silo => new StateOf(silo.Kind, silo.Address, JsonSerializer.SerializeToUtf8Bytes(silo, GatewayJson.Wire.SiloBody))),
            .. gateways.Select(gateway => new StateOf(
                gateway.Kind, gateway.Id, JsonSerializer.SerializeToUtf8Bytes(gateway, GatewayJson.Wire.GatewayBody))),
        ];
    }
}
