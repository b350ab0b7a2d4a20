using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Store;

/// <summary>
/// The only writer: takes everything that waits, applies it in one transaction, acknowledges it after one commit (group commit).
/// A failed commit fails the whole batch and leaves nothing of it behind; the next batch starts on a fresh connection.
/// </summary>
internal sealed partial class StoreWriter : IDisposable
{
    private readonly StoreSettings _settings;
    private readonly StoreMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue;
    private readonly Task _loop;
    private StoreTransaction? _transaction;
    private long _failedBatches;
    private volatile bool _isAbandoned;

    /// <summary>Opens the file, checks it, and starts.</summary>
    /// <exception cref="StoreException">The file cannot be used.</exception>
    public StoreWriter(StoreSettings settings, StoreMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_settings, _metrics, _time, _logger) = (settings, metrics, time, logger);
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(settings.QueueLimit)
        {
            SingleReader = true,
            // The reader is a thread that waits; waking it through the pool would only add a hop.
            AllowSynchronousContinuations = true,
        });
        _transaction = OpenTransaction();
        // A thread of its own: a commit blocks for as long as the disk takes, and the pool has as few threads as there are cores.
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Waiting => _queue.Reader.Count;

    /// <summary>Ends when the write is on the disk. Cancelled means not written; a write that the writer has already taken is not cancelled.</summary>
    /// <exception cref="StoreException">Nothing of the write was applied.</exception>
    public async Task<WriteOutcome> Write(PendingWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw StoreException.NotRunning(_settings.File);
        }

        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingWrite)state!).GiveUp(token), write);
        return await write.Task;
    }

    /// <summary>Takes no more writes and ends when those that wait are written; after the time-out they fail instead.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        try
        {
            await _loop.WaitAsync(_settings.StopTimeout, _time, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            _isAbandoned = true;
            var waiting = Waiting;
            LogStopTimedOut(_settings.File, waiting);
        }
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _isAbandoned = true;
    }

    private void Run()
    {
        var batch = new List<PendingWrite>(_settings.BatchWrites);
        try
        {
            // Blocks on purpose: this is the writer's own thread.
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                if (!Collect(batch)) continue;
                if (_isAbandoned) Fail(batch, () => StoreException.NotRunning(_settings.File));
                else Commit(batch);
            }
        }
        catch (Exception failure)
        {
            // A defect; nobody may wait for ever for a writer that is gone.
            LogEnded(failure, _settings.File);
            _queue.Writer.TryComplete();
            do Fail(batch, () => StoreException.From(_settings.File, failure));
            while (Collect(batch));
        }
        finally
        {
            // The last connection to close also folds the WAL into the file.
            _transaction?.Dispose();
        }
    }

    private bool Collect(List<PendingWrite> batch)
    {
        batch.Clear();
        var bytes = 0;
        while (batch.Count < _settings.BatchWrites && bytes < _settings.BatchBytes && _queue.Reader.TryRead(out var write))
        {
            if (!write.TryTake()) continue;
            batch.Add(write);
            bytes += write.Payload?.Length ?? 0;
        }

        return batch.Count > 0;
    }

    private void Commit(List<PendingWrite> batch)
    {
        var started = _time.GetTimestamp();
        try
        {
            _transaction ??= OpenTransaction();
            _transaction.Apply(batch);
        }
        catch (Exception failure)
        {
            // Whatever it was, the loop goes on: the next batch may find room on the disk again.
            Discard(failure, batch);
            return;
        }

        _metrics.Committed(batch, _time.GetElapsedTime(started));
        if (_failedBatches > 0) LogRecovered(_settings.File, _failedBatches);
        _failedBatches = 0;
        foreach (var write in batch) write.Acknowledge();
    }

    private void Discard(Exception failure, List<PendingWrite> batch)
    {
        _transaction?.Dispose();
        _transaction = null;
        _metrics.Failed(batch);
        if (_failedBatches++ == 0) LogCommitFailed(failure, _settings.File, batch.Count);
        Fail(batch, () => failure as StoreException ?? StoreException.From(_settings.File, failure));
    }

    private static void Fail(List<PendingWrite> batch, Func<StoreException> failure)
    {
        foreach (var write in batch) write.TrySetException(failure());
    }

    private StoreTransaction OpenTransaction()
    {
        try
        {
            return new StoreTransaction(_settings);
        }
        catch (Exception failure) when (failure is not StoreException)
        {
            throw StoreException.From(_settings.File, failure);
        }
    }
}
