using Microsoft.Extensions.Logging;

namespace Actors.Silo.Store;

/// <summary>Records by key with etags, in one SQLite file. Knows nothing of grains.</summary>
internal sealed partial class SqliteStore(StoreSettings settings, StoreMetrics metrics, TimeProvider time, ILogger<SqliteStore> logger)
    : IAsyncDisposable
{
    private volatile StoreWriter? _writer;
    private volatile StoreReaders? _readers;
    private int _isStopping;

    /// <summary>Path of the database file.</summary>
    public string File => settings.File;

    /// <summary>Writes that wait for a commit.</summary>
    public int Waiting => _writer?.Waiting ?? 0;

    /// <summary>Opens or creates the file. Once.</summary>
    /// <exception cref="StoreException">The file cannot be used; it is left as it was.</exception>
    public void Start()
    {
        var writer = new StoreWriter(settings, metrics, time, logger);
        try
        {
            _readers = new StoreReaders(settings);
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        _writer = writer;
        metrics.ObserveQueue(() => Waiting);
        LogStarted(settings.File, StoreSchema.Version);
    }

    /// <returns>Null if there is no such record.</returns>
    public ValueTask<StoredRecord?> Find(RecordKey key, CancellationToken cancellationToken) =>
        _readers is { } readers ? readers.Find(key, cancellationToken) : throw StoreException.NotRunning(settings.File);

    /// <summary>Ends when the record is on the disk.</summary>
    public Task<WriteOutcome> Put(RecordKey key, ExpectedEtag expected, byte[] payload, CancellationToken cancellationToken)
    {
        if (payload.Length > settings.MaxRecordBytes)
        {
            throw new StoreException(
                settings.File,
                StoreFault.TooLarge,
                $"The record {key} has {payload.Length} bytes; the store '{settings.File}' takes {settings.MaxRecordBytes}. It was not written");
        }

        return Write(new PendingWrite(key, expected, payload), cancellationToken);
    }

    /// <summary>Ends when the record is gone from the disk. Clearing what is not there, and was not expected to be, does nothing.</summary>
    public Task<WriteOutcome> Clear(RecordKey key, ExpectedEtag expected, CancellationToken cancellationToken) =>
        Write(new PendingWrite(key, expected, payload: null), cancellationToken);

    /// <summary>Writes what waits, then closes the file. Later calls fail with <see cref="StoreFault.Stopped"/>.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        if (_writer is not { } writer || Interlocked.Exchange(ref _isStopping, 1) == 1) return;

        await _readers!.Stop();
        await writer.Stop(cancellationToken);
        LogStopped(settings.File);
    }

    public async ValueTask DisposeAsync() => await Stop(CancellationToken.None);

    private Task<WriteOutcome> Write(PendingWrite write, CancellationToken cancellationToken) =>
        _writer is { } writer ? writer.Write(write, cancellationToken) : throw StoreException.NotRunning(settings.File);

    [LoggerMessage(EventId = 5110, Level = LogLevel.Information, Message = "The store {File} is open, schema version {Version}")]
    private partial void LogStarted(string file, int version);

    [LoggerMessage(EventId = 5111, Level = LogLevel.Information, Message = "The store {File} is closed")]
    private partial void LogStopped(string file);
}
