namespace Actors.Gateway.Harvests;

/// <summary>What a client's place in a feed leads to next.</summary>
internal enum FeedStep
{
    /// <summary>Nothing until the feed changes.</summary>
    None,

    /// <summary>A numbered event.</summary>
    Event,

    /// <summary>A progress, which is not numbered.</summary>
    Progress,

    /// <summary>A progress is there, but the client asked not to hear of it yet.</summary>
    ProgressLater,

    /// <summary>The log of this cursor's epoch is gone.</summary>
    Reset,

    /// <summary>Everything was read, and nothing will follow.</summary>
    End,
}
