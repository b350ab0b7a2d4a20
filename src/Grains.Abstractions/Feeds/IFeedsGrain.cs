using System.Collections.Immutable;

namespace Actors.Grains.Feeds;

/// <summary>All configured feeds, as readers see them. Stateless: any key, and gateways use several.</summary>
[Alias("actors.feeds")]
public interface IFeedsGrain : IGrainWithIntegerKey
{
    /// <summary>What is known of each, by name; downloads nothing.</summary>
    [Alias("list")]
    Task<ImmutableArray<FeedStatus>> List();

    /// <summary>
    /// One node of a feed's document. Without a stored version the answer has none, and a download is under way: ask again until
    /// it is there or has failed.
    /// </summary>
    /// <param name="steps">Names of members and indexes of items, from the root.</param>
    /// <exception cref="UnknownFeedException">No feed of that name is configured.</exception>
    [Alias("look")]
    Task<FeedLook> Look(string feed, ImmutableArray<string> steps, FeedWindow window);

    /// <summary>A record by <c>type.serial</c>, with the records that it names.</summary>
    /// <exception cref="UnknownFeedException">No feed of that name is configured.</exception>
    [Alias("find")]
    Task<FeedLook> Find(string feed, string record);
}
