using System.Text.Json.Serialization;
using Actors.Client.Chars;
using Actors.Client.Countries;
using Actors.Client.Feeds;
using Actors.Client.Harvests;
using Actors.Client.Origins;
using Actors.Client.Sockets;

namespace Actors.Client;

/// <summary>
/// The wire shapes of this client. Members that a newer server adds are ignored, and states and causes are strings, so
/// that a value this client does not know is shown instead of refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Harvest))]
[JsonSerializable(typeof(HarvestOrder))]
[JsonSerializable(typeof(Page<Harvest>))]
[JsonSerializable(typeof(Page<StoredCountry>))]
[JsonSerializable(typeof(Page<OriginInfo>))]
[JsonSerializable(typeof(Page<FeedInfo>))]
[JsonSerializable(typeof(FeedNode))]
[JsonSerializable(typeof(CharPage))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ClientFrame))]
[JsonSerializable(typeof(ServerFrame))]
internal sealed partial class ClientJson : JsonSerializerContext;
