using System.Globalization;
using Actors.Grains.Countries;

namespace Actors.Grains.Feeds;

/// <summary>What is known of a feed.</summary>
[GenerateSerializer, Immutable, Alias("actors.feed-status")]
public sealed record FeedStatus
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>As configured, without what may be a secret.</summary>
    [Id(1)] public required string Url { get; init; }

    [Id(2)] public FeedVersion? Stored { get; init; }

    [Id(3)] public bool IsDownloading { get; init; }

    /// <summary>Why the last download failed; null after a good one.</summary>
    [Id(4)] public FetchError? Error { get; init; }
}

/// <summary>A document as it is stored.</summary>
/// <param name="Sha256">Of its bytes: its version.</param>
/// <param name="FreshUntil">Then it is asked for again; null = never.</param>
/// <param name="Slot">Where the store has it.</param>
[GenerateSerializer, Immutable, Alias("actors.feed-version")]
public sealed record FeedVersion(
    [property: Id(0)] string Sha256,
    [property: Id(1)] int Bytes,
    [property: Id(2)] DateTimeOffset FetchedAt,
    [property: Id(3)] DateTimeOffset? FreshUntil,
    [property: Id(4)] string Slot)
{
    /// <summary>Digits of <see cref="Sha256"/> that are shown.</summary>
    public const int Shown = 16;

    /// <summary>What clients see of <see cref="Sha256"/>.</summary>
    public string Name => Sha256[..Shown];

    /// <summary>Where a page begins, and of which version.</summary>
    public string CursorAt(int index) => $"{Name}-{index.ToString(CultureInfo.InvariantCulture)}";
}
