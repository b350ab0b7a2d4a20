using System.Collections.Immutable;

namespace Actors.Grains.Feeds;

/// <summary>What is at a place of a feed.</summary>
[GenerateSerializer, Immutable, Alias("actors.feed-look")]
public sealed record FeedLook
{
    [Id(0)] public required FeedStatus Feed { get; init; }

    /// <summary>The answer as JSON; null if nothing is there, or no version is stored yet.</summary>
    [Id(1)] public byte[]? Body { get; init; }

    /// <summary>Index with which the next page begins; null at the end.</summary>
    [Id(2)] public int? Next { get; init; }

    /// <summary>What is missing, where a version is stored and has nothing there.</summary>
    [Id(3)] public FeedMissing? Missing { get; init; }
}

/// <summary>Nothing is at a place of a feed.</summary>
/// <param name="Nearest">Path of the last thing that is there, as a JSON pointer (RFC 6901).</param>
/// <param name="Keys">Its keys, the first 1,000; null if it is no object.</param>
/// <param name="Message">One sentence.</param>
[GenerateSerializer, Immutable, Alias("actors.feed-missing")]
public sealed record FeedMissing(
    [property: Id(0)] string Nearest, [property: Id(1)] ImmutableArray<string>? Keys, [property: Id(2)] string Message);
