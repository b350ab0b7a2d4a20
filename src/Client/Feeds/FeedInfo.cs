using Actors.Client.Harvests;

namespace Actors.Client.Feeds;

/// <summary>A configured feed.</summary>
public sealed record FeedInfo
{
    public required string Name { get; init; }

    /// <summary>Where it comes from, without what may be a key.</summary>
    public required string Url { get; init; }

    /// <summary><c>stored</c>, <c>downloading</c> or <c>missing</c>.</summary>
    public required string State { get; init; }

    /// <summary>Changes with the document; null without one.</summary>
    public string? Version { get; init; }

    /// <summary>Of the document; null without one.</summary>
    public long? Bytes { get; init; }

    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>When it is asked for again, if somebody reads it; null = never.</summary>
    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>Why the last download failed; null after a good one.</summary>
    public FetchError? Error { get; init; }
}
