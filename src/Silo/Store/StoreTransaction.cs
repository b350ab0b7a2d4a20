using Microsoft.Data.Sqlite;

namespace Actors.Silo.Store;

/// <summary>The write connection with its prepared commands: applies a batch in one transaction.</summary>
/// <remarks>After any exception the transaction is gone and so is the trust in the connection: dispose it and open another.</remarks>
internal sealed class StoreTransaction : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly KeyParameters _findKey;
    private readonly KeyParameters _putKey;
    private readonly KeyParameters _deleteKey;
    private readonly SqliteParameter _etag;
    private readonly SqliteParameter _payload;

    public StoreTransaction(StoreSettings settings)
    {
        _connection = StoreConnection.OpenWriter(settings);
        _begin = _connection.Command("BEGIN IMMEDIATE");
        _commit = _connection.Command("COMMIT");
        _find = _connection.Command($"SELECT etag FROM record WHERE {KeyParameters.Matches}");
        _put = _connection.Command(
            """
            INSERT INTO record (service, state, grain, etag, payload) VALUES ($service, $state, $grain, $etag, $payload)
            ON CONFLICT DO UPDATE SET etag = excluded.etag, payload = excluded.payload
            """);
        _delete = _connection.Command($"DELETE FROM record WHERE {KeyParameters.Matches}");
        _findKey = new KeyParameters(_find);
        _putKey = new KeyParameters(_put);
        _deleteKey = new KeyParameters(_delete);
        _etag = _put.Parameters.Add("$etag", SqliteType.Integer);
        _payload = _put.Parameters.Add("$payload", SqliteType.Blob);
    }

    /// <summary>Applies all of the batch in one commit. A conflict is its own write's outcome and touches no other.</summary>
    public void Apply(IReadOnlyList<PendingWrite> batch)
    {
        _begin.ExecuteNonQuery();
        foreach (var write in batch) write.Outcome = Apply(write);
        _commit.ExecuteNonQuery();
        _payload.Value = null;
    }

    /// <summary>Closing rolls back what was not committed.</summary>
    public void Dispose() => _connection.Dispose();

    private WriteOutcome Apply(PendingWrite write)
    {
        var stored = Find(write.Key);
        if (!write.Expected.Accepts(stored)) return new WriteOutcome(IsConflict: true, stored);
        if (write.Payload is not null) return new WriteOutcome(IsConflict: false, Put(write.Key, write.Payload));
        if (stored is not null) Delete(write.Key);
        return new WriteOutcome(IsConflict: false, StoredEtag: null);
    }

    private long? Find(RecordKey key)
    {
        _findKey.Set(key);
        return (long?)_find.ExecuteScalar();
    }

    private long Put(RecordKey key, byte[] payload)
    {
        var etag = Random.Shared.NextInt64(1, long.MaxValue);
        _putKey.Set(key);
        _etag.Value = etag;
        _payload.Value = payload;
        _put.ExecuteNonQuery();
        return etag;
    }

    private void Delete(RecordKey key)
    {
        _deleteKey.Set(key);
        _delete.ExecuteNonQuery();
    }
}
