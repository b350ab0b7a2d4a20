using System.Collections.Concurrent;

namespace Actors.Silo.Store;

/// <summary>A few read connections, opened when first needed and kept.</summary>
/// <remarks>A read runs on its caller's thread: it is one query by key, answered from the page cache, shorter than a hand-over.</remarks>
internal sealed class StoreReaders : IDisposable
{
    // Reads never wait inside, so more connections than running threads are of no use.
    private const int Limit = 16;

    private readonly StoreSettings _settings;
    private readonly SemaphoreSlim _free = new(Limit);
    private readonly ConcurrentStack<StoreReader> _idle = [];
    private volatile bool _isStopped;

    public StoreReaders(StoreSettings settings)
    {
        _settings = settings;
        // One stays open from the start, so that the file keeps its WAL while the writer replaces a failed connection.
        _idle.Push(Open());
    }

    /// <returns>Null if there is no such record.</returns>
    /// <exception cref="StoreException">The store is stopped or the file cannot be read.</exception>
    public async ValueTask<StoredRecord?> Find(RecordKey key, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            if (_isStopped) throw StoreException.NotRunning(_settings.File);
            return FindNow(key);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads that run, which are short, then closes every connection. A read stuck in the disk keeps its own.</summary>
    public async Task Stop()
    {
        _isStopped = true;
        var taken = 0;
        while (taken < Limit && await _free.WaitAsync(_settings.StopTimeout)) taken++;
        Dispose();
        if (taken > 0) _free.Release(taken);
    }

    public void Dispose()
    {
        _isStopped = true;
        while (_idle.TryPop(out var reader)) reader.Dispose();
    }

    private StoredRecord? FindNow(RecordKey key)
    {
        if (!_idle.TryPop(out var reader)) reader = Open();
        try
        {
            var found = reader.Find(key);
            _idle.Push(reader);
            return found;
        }
        catch (Exception failure)
        {
            reader.Dispose();
            throw StoreException.From(_settings.File, failure);
        }
    }

    private StoreReader Open()
    {
        try
        {
            return new StoreReader(_settings);
        }
        catch (Exception failure)
        {
            throw StoreException.From(_settings.File, failure);
        }
    }
}
