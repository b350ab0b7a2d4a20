using System.Diagnostics.Metrics;
using Actors.Silo.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Silo.Tests.Store;

/// <summary>A running store in a directory of its own, or in one that outlives it.</summary>
internal sealed class StoreHarness : IAsyncDisposable
{
    private readonly TemporaryDirectory? _directory;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public StoreHarness(string? directory = null, TimeProvider? time = null, int? maxPages = null, int queueLimit = 1024, int maxRecordBytes = 64 * 1024 * 1024)
    {
        if (directory is null) _directory = new TemporaryDirectory();
        Settings = new StoreSettings(directory ?? _directory!.Path)
        {
            MaxPages = maxPages,
            QueueLimit = queueLimit,
            MaxRecordBytes = maxRecordBytes,
        };
        Meters = _services.GetRequiredService<IMeterFactory>();
        Store = new SqliteStore(Settings, new StoreMetrics(Meters), time ?? TimeProvider.System, NullLogger<SqliteStore>.Instance);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public StoreSettings Settings { get; }

    public IMeterFactory Meters { get; }

    public SqliteStore Store { get; }

    public static StoreHarness Started(
        string? directory = null, TimeProvider? time = null, int? maxPages = null, int queueLimit = 1024, int maxRecordBytes = 64 * 1024 * 1024)
    {
        var harness = new StoreHarness(directory, time, maxPages, queueLimit, maxRecordBytes);
        harness.Store.Start();
        return harness;
    }

    public static RecordKey Key(string grain) => new("service", "state", grain);

    public Task<WriteOutcome> Put(string grain, ExpectedEtag expected, params byte[] payload) =>
        Store.Put(Key(grain), expected, payload, Cancel);

    public Task<WriteOutcome> Clear(string grain, ExpectedEtag expected) => Store.Clear(Key(grain), expected, Cancel);

    public async Task<StoredRecord?> Find(string grain) => await Store.Find(Key(grain), Cancel);

    /// <summary>Keeps the writer waiting inside its next transaction, as a slow disk would, until disposed.</summary>
    public IDisposable HoldWriter()
    {
        var connection = Connect();
        connection.Execute("BEGIN IMMEDIATE");
        return connection;
    }

    /// <summary>Ends when the writer has taken all that waited: held in a transaction, what is put from now on shares the next commit.</summary>
    public async Task TakenByWriter()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (Store.Waiting > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public SqliteConnection Connect() => StoreConnection.Open(Settings.File, SqliteOpenMode.ReadWrite);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _services.DisposeAsync();
        _directory?.Dispose();
    }
}
