using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Gateway.Chars;
using Actors.Gateway.Cluster;
using Actors.Gateway.Countries;
using Actors.Gateway.Feeds;
using Actors.Gateway.Harvests;
using Actors.Gateway.Health;
using Actors.Gateway.Origins;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Membership;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Json;

/// <summary>Every JSON shape that leaves this gateway.</summary>
[JsonSerializable(typeof(HarvestBody))]
[JsonSerializable(typeof(PageBody<HarvestBody>))]
[JsonSerializable(typeof(StartHarvestBody))]
[JsonSerializable(typeof(DryRunBody))]
[JsonSerializable(typeof(EventsBody))]
[JsonSerializable(typeof(CountryEvent))]
[JsonSerializable(typeof(ProgressEvent))]
[JsonSerializable(typeof(StateEvent))]
[JsonSerializable(typeof(CompletedEvent))]
[JsonSerializable(typeof(CountryBody))]
[JsonSerializable(typeof(PageBody<CountryBody>))]
[JsonSerializable(typeof(OriginBody))]
[JsonSerializable(typeof(PageBody<OriginBody>))]
[JsonSerializable(typeof(PageBody<FeedStatusBody>))]
[JsonSerializable(typeof(FeedNodeBody))]
[JsonSerializable(typeof(ClusterBody))]
[JsonSerializable(typeof(CharPageBody))]
[JsonSerializable(typeof(FacetsBody))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(WelcomeFrame))]
[JsonSerializable(typeof(SnapshotFrame))]
[JsonSerializable(typeof(ResetFrame))]
[JsonSerializable(typeof(DoneFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(GoawayFrame))]
internal sealed partial class GatewayJson : JsonSerializerContext
{
    /// <summary>The context with the options of the public surface; <c>Default</c> has none of them.</summary>
    public static GatewayJson Wire { get; } = new(Configured(new JsonSerializerOptions()));

    /// <summary>Gives options the conventions of the public surface.</summary>
    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // Bodies are application/json with nosniff, never part of HTML: names keep their letters and apostrophes.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new Rfc3339Converter());
        options.Converters.Add(new CamelCaseConverter<BreakerState>());
        options.Converters.Add(new CamelCaseConverter<CountryState>());
        options.Converters.Add(new CamelCaseConverter<HarvestState>());
        options.Converters.Add(new CamelCaseConverter<MemberState>());
        options.Converters.Add(new CamelCaseConverter<Via>());
        options.Converters.Add(new CamelCaseConverter<WaitingReason>());
        return options;
    }
}
