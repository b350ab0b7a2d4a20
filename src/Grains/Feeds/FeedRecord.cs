using Actors.Grains.Countries;

namespace Actors.Grains.Feeds;

/// <summary>What is kept of a feed; the document itself is in a slot (<see cref="FeedBodies"/>).</summary>
[GenerateSerializer, Alias("actors.feed-record")]
internal sealed record FeedRecord
{
    /// <summary>What the record is called in the store.</summary>
    public const string Name = "feed";

    /// <summary>Null until the first download.</summary>
    [Id(0)] public StoredPart? Document { get; init; }

    /// <summary>Hash of the configured URL: a feed that is configured to be elsewhere is another one. A hash, since a key may stand in it.</summary>
    [Id(1)] public string? Source { get; init; }
}
