using System.Security.Cryptography;
using Actors.Grains.Countries;
using Orleans.Storage;

namespace Actors.Grains.Bodies;

/// <summary>
/// Large bodies, in records of their own: a grain that is active keeps in memory what it knows of its body, not megabytes that
/// nobody reads now. Two slots for each grain: a body goes into the one that the grain's record does not name, then the record is
/// written and names it. A crash between the two leaves the old record with the old body.
/// </summary>
/// <typeparam name="TRecord">Of the grains that have the bodies.</typeparam>
/// <param name="recordName">What that record is called in the store.</param>
/// <param name="slotName">What the slots are called, before -a and -b.</param>
internal abstract class BodySlots<TRecord>(IGrainStorage storage, string recordName, string slotName)
    where TRecord : new()
{
    private readonly string _first = $"{slotName}-a";
    private readonly string _second = $"{slotName}-b";

    /// <param name="record">The etag of the grain's record, as the activation that writes knows it.</param>
    /// <param name="taken">The slot that the grain's record names.</param>
    /// <returns>The part as the record is to hold it: without the bytes.</returns>
    /// <exception cref="InconsistentStateException">Another activation has written; its body was left alone.</exception>
    public async Task<StoredPart> Write(GrainId grain, StoredPart part, string? record, string? taken)
    {
        var name = taken == _first ? _second : _first;
        var slot = await Read(name, grain);
        if (slot.RecordExists)
        {
            // Left over by a crash or an older version, unless another activation of this grain has put its body there.
            var stored = new GrainState<TRecord>(new TRecord());
            await storage.ReadStateAsync(recordName, grain, stored);
            if (stored.ETag != record)
            {
                throw new InconsistentStateException("The record was written by another activation.", stored.ETag, record);
            }
        }

        slot.State = new StoredBody { Bytes = part.Body };
        await storage.WriteStateAsync(name, grain, slot);
        return part with { Body = [], Length = part.Body.Length, Slot = name };
    }

    /// <summary>The bytes of a body that is in a slot; null if the slot holds none, or others.</summary>
    public Task<byte[]?> Load(GrainId grain, StoredPart part) => Load(grain, part.Slot!, part.Length, part.Sha256);

    /// <inheritdoc cref="Load(GrainId, StoredPart)"/>
    public async Task<byte[]?> Load(GrainId grain, string slot, int length, string sha256) => BytesOf(await Read(slot, grain), length, sha256);

    /// <summary>Removes a body that no record names any more; one that has taken its place stays.</summary>
    public async Task Clear(GrainId grain, StoredPart part)
    {
        var slot = await Read(part.Slot!, grain);
        if (BytesOf(slot, part.Length, part.Sha256) is not null)
        {
            await storage.ClearStateAsync(part.Slot!, grain, slot);
        }
    }

    private async Task<GrainState<StoredBody>> Read(string name, GrainId grain)
    {
        var slot = new GrainState<StoredBody>(new StoredBody());
        await storage.ReadStateAsync(name, grain, slot);
        return slot;
    }

    private static byte[]? BytesOf(GrainState<StoredBody> slot, int length, string sha256) =>
        slot.State?.Bytes is { } bytes && bytes.Length == length && Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
            ? bytes
            : null;
}
