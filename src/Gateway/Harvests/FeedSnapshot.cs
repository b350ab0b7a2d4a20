using System.Text.Json;
using Actors.Gateway.Json;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>A whole harvest up to a number, its JSON encoded.</summary>
internal sealed record FeedSnapshot(Position Position, RawJson State)
{
    public static FeedSnapshot From(HarvestSnapshot harvest) => new(
        new Position(harvest.Epoch, harvest.Seq),
        new RawJson(JsonSerializer.SerializeToUtf8Bytes(HarvestBody.From(harvest), GatewayJson.Wire.HarvestBody)));
}
