using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Countries;

/// <summary>
/// The bodies of large flags, in records of their own: a country that is active keeps what it knows of its flag in memory, not
/// megabytes that nobody reads now. Two slots for each country: a body goes into the one that the country's record does not name,
/// then the record is written and names it. A crash between the two leaves the old record with the old body.
/// </summary>
internal sealed class FlagBodies([FromKeyedServices(Storage.Name)] IGrainStorage storage)
{
    private const string First = "flag-a";
    private const string Second = "flag-b";

    /// <param name="record">The etag of the country's record, as the activation that writes knows it.</param>
    /// <param name="taken">The slot that the country's record names.</param>
    /// <returns>The flag as the record is to hold it: without the bytes.</returns>
    /// <exception cref="InconsistentStateException">Another activation has written; its body was left alone.</exception>
    public async Task<StoredPart> Write(GrainId country, StoredPart flag, string? record, string? taken)
    {
        var name = taken == First ? Second : First;
        var slot = await Read(name, country);
        if (slot.RecordExists)
        {
            // Left over by a crash, unless another activation of this country has put its flag there.
            var stored = new GrainState<CountryRecord>(new CountryRecord());
            await storage.ReadStateAsync(CountryRecord.Name, country, stored);
            if (stored.ETag != record)
            {
                throw new InconsistentStateException("The country was written by another activation.", stored.ETag, record);
            }
        }

        slot.State = new FlagBody { Bytes = flag.Body };
        await storage.WriteStateAsync(name, country, slot);
        return flag with { Body = [], Length = flag.Body.Length, Slot = name };
    }

    /// <summary>The bytes of a flag that is in a slot; null if the slot holds none, or others.</summary>
    public async Task<byte[]?> Load(GrainId country, StoredPart flag) => BytesOf(await Read(flag.Slot!, country), flag);

    /// <summary>Removes a body that no record names any more; one that has taken its place stays.</summary>
    public async Task Clear(GrainId country, StoredPart flag)
    {
        var slot = await Read(flag.Slot!, country);
        if (BytesOf(slot, flag) is not null)
        {
            await storage.ClearStateAsync(flag.Slot!, country, slot);
        }
    }

    private async Task<GrainState<FlagBody>> Read(string name, GrainId country)
    {
        var slot = new GrainState<FlagBody>(new FlagBody());
        await storage.ReadStateAsync(name, country, slot);
        return slot;
    }

    private static byte[]? BytesOf(GrainState<FlagBody> slot, StoredPart flag) =>
        slot.State?.Bytes is { } bytes && bytes.Length == flag.Length && Convert.ToHexStringLower(SHA256.HashData(bytes)) == flag.Sha256
            ? bytes
            : null;
}
