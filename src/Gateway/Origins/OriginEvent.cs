using Actors.Gateway.Json;

namespace Actors.Gateway.Origins;

/// <summary>How one origin stands now, wholly.</summary>
internal sealed record OriginEvent(string Type, string Topic, string Epoch, long Seq, string Kind, RawJson Origin);
