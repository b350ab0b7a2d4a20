using System.Text.Json.Nodes;

namespace Actors.Gateway.OpenApi;

/// <summary>What a route answers, for example.</summary>
internal sealed record BodyExample(JsonNode Json);
