using System.Collections.Immutable;

namespace Actors.Grains.Origins;

/// <summary>No origin of that label is configured.</summary>
[GenerateSerializer, Alias("actors.unknown-origin")]
public sealed class UnknownOriginException(string label, ImmutableArray<string> known)
    : ActorsException("unknown_origin", $"There is no origin '{label}'. Known: {string.Join(", ", known)}.")
{
    [Id(0)] public string Label { get; } = label;

    [Id(1)] public ImmutableArray<string> Known { get; } = known;
}
