using Microsoft.Data.Sqlite;
using Orleans.Serialization;
using Orleans.Storage;

namespace Actors.StoreBench;

/// <summary>The baseline: the same file format, durability and serializer, but each write commits by itself.</summary>
internal sealed class OneCommitPerWrite : IGrainStorage, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Serializer _serializer;

    public OneCommitPerWrite(string file, Serializer serializer)
    {
        _serializer = serializer;
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using var setup = _connection.CreateCommand();
        setup.CommandText =
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE record (grain TEXT PRIMARY KEY, payload BLOB NOT NULL);
            """;
        setup.ExecuteNonQuery();
        _put = _connection.CreateCommand();
        _put.CommandText = "INSERT INTO record VALUES ($grain, $payload) ON CONFLICT DO UPDATE SET payload = excluded.payload";
        _put.Parameters.Add("$grain", SqliteType.Text);
        _put.Parameters.Add("$payload", SqliteType.Blob);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = _serializer.SerializeToArray(grainState.State);
        await _turn.WaitAsync();
        try
        {
            _put.Parameters[0].Value = grainId.ToString();
            _put.Parameters[1].Value = payload;
            await _put.ExecuteNonQueryAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public void Dispose()
    {
        _put.Dispose();
        _connection.Dispose();
        _turn.Dispose();
    }
}
