using Microsoft.Data.Sqlite;

namespace Actors.Silo.Store;

/// <summary>One read connection with its prepared query. In WAL mode it sees the last commit and never waits for the writer.</summary>
internal sealed class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly KeyParameters _key;

    public StoreReader(StoreSettings settings)
    {
        _connection = StoreConnection.Open(settings.File, SqliteOpenMode.ReadOnly);
        _find = _connection.Command($"SELECT etag, payload FROM record WHERE {KeyParameters.Matches}");
        _key = new KeyParameters(_find);
        _find.Prepare();
    }

    public StoredRecord? Find(RecordKey key)
    {
        _key.Set(key);
        using var rows = _find.ExecuteReader();
        return rows.Read() ? new StoredRecord(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)) : null;
    }

    public void Dispose()
    {
        _find.Dispose();
        _connection.Dispose();
    }
}
