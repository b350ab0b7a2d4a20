namespace Actors.Grains.Feeds;

/// <summary>Which items of an array, or keys of an object, are wanted.</summary>
/// <param name="From">Index of the first.</param>
/// <param name="Limit">Items at most; objects list more keys than that.</param>
[GenerateSerializer, Immutable, Alias("actors.feed-window")]
public sealed record FeedWindow([property: Id(0)] int From, [property: Id(1)] int Limit);
