using System.Collections.Concurrent;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>Tells which records of grains were read and written, fails writes and delays reads as a test wants.</summary>
internal sealed class WatchedStorage(IGrainStorage storage) : IGrainStorage
{
    private int _begun;

    public ConcurrentQueue<string> Reads { get; } = new();

    public ConcurrentQueue<string> Writes { get; } = new();

    public string? FailsToWrite { get; set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What writes of countries wait for before they are done.</summary>
    public Task WriteGate { get; set; } = Task.CompletedTask;

    /// <summary>Writes of countries that have begun.</summary>
    public int Begun => Volatile.Read(ref _begun);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Reads.Enqueue(stateName);
        await Gate;
        await storage.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stateName == FailsToWrite)
        {
            throw new IOException("The disk is full.");
        }

        var isCountry = grainId.Type.ToString() == "country";
        if (isCountry)
        {
            Interlocked.Increment(ref _begun);
            await WriteGate;
        }

        await storage.WriteStateAsync(stateName, grainId, grainState);
        if (isCountry)
        {
            Writes.Enqueue(stateName);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);
}
