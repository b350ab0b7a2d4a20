using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Actors.Silo.Store;

/// <summary>
/// Grain state in the embedded store, in Orleans' binary form: the same bytes as <see cref="OrleansGrainStorageSerializer"/> makes,
/// without its copies. The etag <c>*</c> replaces or clears whatever is stored.
/// </summary>
internal sealed class SqliteGrainStorage(
    SqliteStore store,
    Serializer serializer,
    IActivatorProvider activators,
    IOptions<ClusterOptions> cluster) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = Key(stateName, grainId);
        if (await store.Find(key, cancellationToken) is not { } record)
        {
            Empty(grainState);
            return;
        }

        grainState.State = Read<T>(key, record.Payload) ?? New<T>();
        grainState.ETag = ExpectedEtag.Format(record.Etag);
        grainState.RecordExists = true;
    }

    /// <exception cref="InconsistentStateException">Another version is stored, or none; nothing was written.</exception>
    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = Key(stateName, grainId);
        var payload = serializer.SerializeToArray(grainState.State);
        var outcome = await store.Put(key, ExpectedEtag.Parse(grainState.ETag), payload, cancellationToken);

        ThrowIfConflict(outcome, key, grainState.ETag);
        grainState.ETag = ExpectedEtag.Format(outcome.StoredEtag);
        grainState.RecordExists = true;
    }

    /// <exception cref="InconsistentStateException">Another version is stored, or none though one was expected; nothing was cleared.</exception>
    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = Key(stateName, grainId);
        var outcome = await store.Clear(key, ExpectedEtag.Parse(grainState.ETag), cancellationToken);

        ThrowIfConflict(outcome, key, grainState.ETag);
        Empty(grainState);
    }

    private RecordKey Key(string stateName, GrainId grainId) => new(cluster.Value.ServiceId, stateName, grainId.ToString());

    private T? Read<T>(RecordKey key, byte[] payload)
    {
        try
        {
            return serializer.Deserialize<T>(payload);
        }
        catch (Exception failure)
        {
            throw new StoreException(
                store.File,
                StoreFault.Unreadable,
                $"The record {key} in the store '{store.File}' cannot be read as {typeof(T)}. It was left as it is ({failure.Message})",
                failure);
        }
    }

    private void Empty<T>(IGrainState<T> grainState)
    {
        grainState.State = New<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private T New<T>() => activators.GetActivator<T>().Create();

    private static void ThrowIfConflict(WriteOutcome outcome, RecordKey key, string? etag)
    {
        if (!outcome.IsConflict) return;

        var stored = ExpectedEtag.Format(outcome.StoredEtag);
        throw new InconsistentStateException(
            $"The record {key} is not the one that was read: stored is {stored ?? "none"}, expected {etag ?? "none"}. Nothing was written",
            stored,
            etag);
    }
}
