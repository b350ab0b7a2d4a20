using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Actors.Grains.Tests;

/// <summary>Grain storage in memory that outlives its silo, as a disk does: what is read is a copy of what was written.</summary>
internal sealed class KeptStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Kept> _records = new();

    /// <summary>As a silo sees it.</summary>
    public IGrainStorage Of(IServiceProvider silo) => new Storage(
        _records, silo.GetRequiredService<Serializer>(), silo.GetRequiredService<IActivatorProvider>());

    private sealed record Kept(long Version, byte[] Payload)
    {
        public string ETag => Version.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Storage(
        ConcurrentDictionary<(string State, GrainId Grain), Kept> records, Serializer serializer, IActivatorProvider activators) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var kept = records.GetValueOrDefault((stateName, grainId));
            grainState.State = kept is null ? activators.GetActivator<T>().Create() : serializer.Deserialize<T>(kept.Payload);
            grainState.ETag = kept?.ETag;
            grainState.RecordExists = kept is not null;
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var payload = serializer.SerializeToArray(grainState.State);
            var kept = records.AddOrUpdate(
                (stateName, grainId),
                _ => new Kept(1, Checked(payload, null, grainState.ETag)),
                (_, before) => new Kept(before.Version + 1, Checked(payload, before.ETag, grainState.ETag)));
            grainState.ETag = kept.ETag;
            grainState.RecordExists = true;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (records.TryGetValue((stateName, grainId), out var kept))
            {
                _ = Checked(kept.Payload, kept.ETag, grainState.ETag);
                records.TryRemove(KeyValuePair.Create((stateName, grainId), kept));
            }

            grainState.State = activators.GetActivator<T>().Create();
            grainState.ETag = null;
            grainState.RecordExists = false;
            return Task.CompletedTask;
        }

        private static byte[] Checked(byte[] payload, string? stored, string? expected) => stored == expected
            ? payload
            : throw new InconsistentStateException($"Stored is {stored ?? "none"}, expected {expected ?? "none"}.", stored, expected);
    }
}
