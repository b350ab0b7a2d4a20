using Actors.Gateway.Json;

namespace Actors.Gateway.Harvests;

/// <summary>The answer of the events route to <c>Accept: application/json</c>.</summary>
internal sealed record EventsBody(string Epoch, long Seq, bool Reset, IReadOnlyList<RawJson> Events);
