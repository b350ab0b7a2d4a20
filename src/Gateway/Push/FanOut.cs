namespace Actors.Gateway.Push;

/// <summary>
/// Wakes the readers of a feed, on the thread pool: never in the turn that delivered the news. Many readers are split into
/// shards, which run side by side, so that the last of thousands does not wait for one thread to get to it.
/// </summary>
internal sealed class FanOut
{
    /// <summary>A shard's round takes well below a millisecond; smaller ones only cost more hand-overs.</summary>
    private const int ShardSize = 256;

    private readonly Lock _gate = new();
    private volatile FanOutShard[] _shards = [];

    public void Attach(IFeedReader reader)
    {
        lock (_gate)
        {
            if (_shards.FirstOrDefault(shard => shard.Count < ShardSize) is not { } roomy)
                _shards = [.. _shards, roomy = new FanOutShard()];
            roomy.Add(reader);
        }
    }

    public void Detach(IFeedReader reader)
    {
        lock (_gate)
        {
            foreach (var shard in _shards)
            {
                if (shard.Remove(reader))
                    return;
            }
        }
    }

    /// <summary>Something has changed. Changes that come during a shard's round become one next round.</summary>
    public void Wake()
    {
        foreach (var shard in _shards)
            shard.Wake();
    }
}
