using System.Collections.Immutable;

namespace Actors.Grains.Feeds;

/// <summary>No feed of that name is configured.</summary>
[GenerateSerializer, Alias("actors.unknown-feed")]
public sealed class UnknownFeedException(string name, ImmutableArray<string> known)
    : ActorsException("feed_not_found", $"There is no feed '{name}'. Known: {string.Join(", ", known)}.")
{
    [Id(0)] public string Name { get; } = name;

    [Id(1)] public ImmutableArray<string> Known { get; } = known;
}
