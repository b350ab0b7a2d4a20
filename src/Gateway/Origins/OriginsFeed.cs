using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Gateway.Push;
using Actors.Grains.Origins;

namespace Actors.Gateway.Origins;

/// <summary>The topic <c>origins</c>: how the throttles stand, by label.</summary>
internal sealed class OriginsFeed(IGrainFactory grains, TimeProvider time, ILogger<OriginsFeed> logger)
    : StatesFeed(Topic, goneFor: TimeSpan.Zero, time, logger)
{
    public const string Topic = "origins";

    protected override async Task<IEnumerable<StateOf>> Ask()
    {
        var origins = await grains.GetGrain<IOriginsGrain>(0).List();
        return origins.Select(origin => new StateOf(
            "origin", origin.Label, JsonSerializer.SerializeToUtf8Bytes(OriginBody.From(origin), GatewayJson.Wire.OriginBody)));
    }
}
