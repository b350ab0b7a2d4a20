using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Harvests;

/// <summary>The feeds of this gateway: opened by the first reader, closed some seconds after the last one left.</summary>
internal sealed class HarvestFeeds(IGrainFactory grains, TimeProvider time, GatewayMetrics metrics, ILogger<HarvestFeed> logger)
    : IAsyncDisposable
{
    /// <summary>A client that reconnects, or pages through a harvest, finds the feed still loaded.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Lock _gate = new();

    /// <summary>Feeds that are open now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>A loaded feed, kept open until the lease is disposed.</summary>
    /// <exception cref="Problems.ProblemException">There is no such harvest, or the cluster does not answer.</exception>
    public async Task<FeedLease> Open(string id, CancellationToken cancellationToken)
    {
        if (!HarvestId.IsPossible(id))
            throw Problems.Problem.HarvestNotFound();
        var lease = new FeedLease(this, Enter(id));
        try
        {
            await lease.Feed.Loaded(cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The harvest was forgotten: whoever asks next must ask the cluster.</summary>
    public void Drop(string id)
    {
        lock (_gate)
            if (_entries.Remove(id, out var entry))
                entry.Close();
    }

    /// <summary>The cluster has changed: every feed asks for what it may have missed, and renews its lease.</summary>
    public void LookAgain()
    {
        lock (_gate)
            foreach (var entry in _entries.Values)
                entry.Feed.LookAgain();
    }

    public async ValueTask DisposeAsync()
    {
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. _entries.Values];
            _entries.Clear();
        }

        foreach (var entry in entries)
            entry.Close();
        await Task.WhenAll(entries.Select(entry => entry.Running));
    }

    internal void Leave(HarvestFeed feed)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(feed.Id, out var entry) || entry.Feed != feed || --entry.Readers > 0)
                return;
            // A finished harvest is read at once again if need be; only what still runs is worth keeping warm.
            if (feed.Gone || feed.Finished)
                Retire(entry);
            else
                entry.Linger(time, Linger, () => RetireIfUnread(entry));
        }
    }

    private HarvestFeed Enter(string id)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(id, out var entry) && entry.Feed.Gone)
            {
                Retire(entry);
                entry = null;
            }

            if (entry is null)
            {
                entry = new Entry(new HarvestFeed(id, grains, time, metrics, logger));
                _entries.Add(id, entry);
            }

            entry.Readers++;
            return entry.Feed;
        }
    }

    private void RetireIfUnread(Entry entry)
    {
        lock (_gate)
            if (entry.Readers == 0 && _entries.TryGetValue(entry.Feed.Id, out var current) && current == entry)
                Retire(entry);
    }

    private void Retire(Entry entry)
    {
        _entries.Remove(entry.Feed.Id);
        entry.Close();
    }

    private sealed class Entry
    {
        private ITimer? _linger;

        public Entry(HarvestFeed feed)
        {
            Feed = feed;
            Running = feed.Run();
        }

        public HarvestFeed Feed { get; }

        public Task Running { get; }

        public int Readers { get; set; }

        public void Linger(TimeProvider time, TimeSpan delay, Action retire)
        {
            _linger?.Dispose();
            _linger = time.CreateTimer(_ => retire(), null, delay, Timeout.InfiniteTimeSpan);
        }

        public void Close()
        {
            _linger?.Dispose();
            Feed.Stop();
        }
    }
}

/// <summary>A reader's hold on a feed.</summary>
internal sealed class FeedLease(HarvestFeeds feeds, HarvestFeed feed) : IDisposable
{
    private int _left;

    public HarvestFeed Feed => feed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            feeds.Leave(feed);
    }
}
