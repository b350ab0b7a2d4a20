namespace Actors.Gateway.Harvests;

/// <summary>
/// Waking the readers, on the thread pool: never in the turn that delivered the news, and one round at a time, so that
/// changes that arrive during a round become one next round.
/// </summary>
internal sealed partial class HarvestFeed
{
    private readonly HashSet<IFeedReader> _readers = [];
    private readonly Lock _reading = new();
    private IFeedReader[] _round = [];
    private int _changes;

    public void Attach(IFeedReader reader)
    {
        lock (_reading)
            _readers.Add(reader);
    }

    public void Detach(IFeedReader reader)
    {
        lock (_reading)
            _readers.Remove(reader);
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _changes);
            FanOut();
        }
        while (Interlocked.CompareExchange(ref _changes, 0, seen) != seen);
    }

    private void FanOutSoon()
    {
        if (Interlocked.Increment(ref _changes) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void FanOut()
    {
        int count;
        lock (_reading)
        {
            count = _readers.Count;
            if (_round.Length < count)
                _round = new IFeedReader[Math.Max(count, _round.Length * 2)];
            _readers.CopyTo(_round);
        }

        for (var index = 0; index < count; index++)
            _round[index].Wake();
        Array.Clear(_round, 0, count);
    }
}
