namespace Actors.Grains.Feeds;

/// <summary>One feed: downloads it, keeps it, asks again when it is no longer fresh. The key is its name.</summary>
[Alias("actors.feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>What is stored; never waits for a download.</summary>
    /// <param name="isWanted">Somebody wants to read it: what is missing or no longer fresh is downloaded.</param>
    [Alias("read")]
    Task<FeedStatus> Read(bool isWanted);

    /// <summary>The store has no document of that version any more: it must be downloaded again.</summary>
    [Alias("forget")]
    Task Forget(string sha256);
}
