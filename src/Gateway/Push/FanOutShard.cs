namespace Actors.Gateway.Push;

/// <summary>Some of a feed's readers, woken one after the other, one round at a time.</summary>
internal sealed class FanOutShard : IThreadPoolWorkItem
{
    private readonly HashSet<IFeedReader> _readers = [];
    private readonly Lock _gate = new();
    private IFeedReader[] _round = [];
    private int _changes;

    public int Count
    {
        get
        {
            lock (_gate)
                return _readers.Count;
        }
    }

    public void Add(IFeedReader reader)
    {
        lock (_gate)
            _readers.Add(reader);
    }

    public bool Remove(IFeedReader reader)
    {
        lock (_gate)
            return _readers.Remove(reader);
    }

    public void Wake()
    {
        if (Interlocked.Increment(ref _changes) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _changes);
            WakeAll();
        }
        while (Interlocked.CompareExchange(ref _changes, 0, seen) != seen);
    }

    private void WakeAll()
    {
        int count;
        lock (_gate)
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
