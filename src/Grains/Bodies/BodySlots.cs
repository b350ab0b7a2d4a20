using System.Globalization;
using System.Security.Cryptography;
using Actors.Grains.Countries;
using Orleans.Storage;

namespace Actors.Grains.Bodies;

/// <summary>
/// Large bodies, in records of their own: a grain that is active keeps in memory what it knows of its body, not megabytes that
/// nobody reads now. Two slots for each grain: a body goes into the one that the grain's record does not name, then the record is
/// written and names it. A crash between the two leaves the old record with the old body. What is larger than <see cref="PieceBytes"/> is
/// several records: whatever writes or reads one makes copies of it.
/// </summary>
/// <typeparam name="TRecord">Of the grains that have the bodies.</typeparam>
/// <param name="recordName">What that record is called in the store.</param>
/// <param name="slotName">What the slots are called, before -a and -b; pieces after the first are numbered.</param>
internal abstract class BodySlots<TRecord>(IGrainStorage storage, string recordName, string slotName)
    where TRecord : new()
{
    /// <summary>Of one record. As large as a flag may be unless told otherwise.</summary>
    public const int PieceBytes = 4 * 1024 * 1024;

    private readonly string _first = $"{slotName}-a";
    private readonly string _second = $"{slotName}-b";

    /// <param name="record">The etag of the grain's record, as the activation that writes knows it.</param>
    /// <param name="taken">The slot that the grain's record names.</param>
    /// <returns>The part as the record is to hold it: without the bytes.</returns>
    /// <exception cref="InconsistentStateException">Another activation has written; its body was left alone.</exception>
    public async Task<StoredPart> Write(GrainId grain, StoredPart part, string? record, string? taken)
    {
        var name = taken == _first ? _second : _first;
        var first = await Read(name, grain);
        if (first.RecordExists)
        {
            // Left over by a crash or an older version, unless another activation of this grain has put its body there.
            var stored = new GrainState<TRecord>(new TRecord());
            await storage.ReadStateAsync(recordName, grain, stored);
            if (stored.ETag != record)
            {
                throw new InconsistentStateException("The record was written by another activation.", stored.ETag, record);
            }
        }

        var piece = 0;
        for (var at = 0; at < part.Body.Length || piece == 0; at += PieceBytes, piece++)
        {
            var slot = piece == 0 ? first : await Read(Piece(name, piece), grain);
            var end = Math.Min(at + PieceBytes, part.Body.Length);
            slot.State = new StoredBody { Bytes = part.Body.Length <= PieceBytes ? part.Body : part.Body[at..end] };
            await storage.WriteStateAsync(Piece(name, piece), grain, slot);
        }

        await ClearFrom(name, piece, grain);
        return part with { Body = [], Length = part.Body.Length, Slot = name };
    }

    /// <summary>The bytes of a body that is in a slot; null if the slot holds none, or others.</summary>
    public Task<byte[]?> Load(GrainId grain, StoredPart part) => Load(grain, part.Slot!, part.Length, part.Sha256);

    /// <inheritdoc cref="Load(GrainId, StoredPart)"/>
    public async Task<byte[]?> Load(GrainId grain, string slot, int length, string sha256)
    {
        var first = (await Read(slot, grain)).State?.Bytes ?? [];
        var body = first;
        if (first.Length < length)
        {
            body = new byte[length];
            var piece = 1;
            for (var (at, bytes) = (0, first); at + bytes.Length <= length && bytes.Length > 0; piece++)
            {
                bytes.CopyTo(body, at);
                at += bytes.Length;
                bytes = at == length ? [] : (await Read(Piece(slot, piece), grain)).State?.Bytes ?? [];
            }
        }

        return body.Length == length && Convert.ToHexStringLower(SHA256.HashData(body)) == sha256 ? body : null;
    }

    /// <summary>Removes a body that no record names any more; one that has taken its place stays.</summary>
    public async Task Clear(GrainId grain, StoredPart part)
    {
        if (await Load(grain, part) is null)
        {
            return;
        }

        var slot = await Read(part.Slot!, grain);
        await storage.ClearStateAsync(part.Slot!, grain, slot);
        await ClearFrom(part.Slot!, piece: 1, grain);
    }

    private static string Piece(string slot, int piece) => piece == 0 ? slot : $"{slot}-{piece.ToString(CultureInfo.InvariantCulture)}";

    private async Task<GrainState<StoredBody>> Read(string name, GrainId grain)
    {
        var slot = new GrainState<StoredBody>(new StoredBody());
        await storage.ReadStateAsync(name, grain, slot);
        return slot;
    }

    /// <summary>What a longer body has left behind.</summary>
    private async Task ClearFrom(string name, int piece, GrainId grain)
    {
        for (var slot = await Read(Piece(name, piece), grain); slot.RecordExists; slot = await Read(Piece(name, ++piece), grain))
        {
            await storage.ClearStateAsync(Piece(name, piece), grain, slot);
        }
    }
}
