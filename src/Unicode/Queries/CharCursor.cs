using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;

namespace Actors.Unicode.Queries;

/// <summary>
/// The place where a page ended, as text for clients: base64url of a format byte, 4 bytes of hash of the data's version, 8 of hash of
/// the query's identity, 8 of the last row's key, 4 of CRC-32C; big-endian. It holds no secret and gives no right, so the checksum need
/// only catch accidents: with a key that nobody issued a client gets the rows behind that key.
/// </summary>
internal static class CharCursor
{
    /// <summary>Characters of every cursor.</summary>
    public const int Length = 34;

    private const byte Format = 1;
    private const int Bytes = 25;

    /// <summary>What belongs to the identity of a query: with any of it changed the rows would be others or in another order.</summary>
    /// <param name="text">As written.</param>
    /// <param name="mode">How it is read.</param>
    /// <param name="sort">The order in use, not the one asked for.</param>
    /// <param name="unicode">The version in use, not the one asked for.</param>
    public static ulong Identity(ReadOnlySpan<char> text, CharMode mode, CharSort sort, ReadOnlySpan<char> unicode) =>
        StableHash.Add(StableHash.Add(StableHash.Add(StableHash.Add(StableHash.Start, (byte)mode), (byte)sort), unicode), text);

    /// <summary>The hash of <see cref="UnicodeDataVersion.Full"/>.</summary>
    public static uint Data(ReadOnlySpan<char> version)
    {
        var hash = StableHash.Add(StableHash.Start, version);
        return (uint)(hash ^ (hash >> 32));
    }

    /// <param name="data">From <see cref="Data"/>.</param>
    /// <param name="identity">From <see cref="Identity"/>.</param>
    /// <param name="key">The sort key of the last row.</param>
    public static string Encode(uint data, ulong identity, ulong key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Format;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], data);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[5..], identity);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[13..], key);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[21..], Checksum(bytes[..21]));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The key of the last row.</summary>
    /// <exception cref="QueryException">
    /// <c>invalid_cursor</c>, <c>cursor_mismatch</c>, <c>cursor_expired</c>, with the field <c>after</c>.
    /// </exception>
    public static ulong Decode(ReadOnlySpan<char> cursor, uint data, ulong identity)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!TryRead(cursor, bytes))
            throw Error("invalid_cursor", "This is no cursor.");
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[5..]) != identity)
            throw Error("cursor_mismatch", "The cursor belongs to another query, mode, order or Unicode version.");
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) != data)
            throw Error("cursor_expired", "The cursor belongs to data that was replaced. Start again without it.");
        return BinaryPrimitives.ReadUInt64BigEndian(bytes[13..]);
    }

    private static bool TryRead(ReadOnlySpan<char> cursor, Span<byte> bytes)
    {
        // Decoders skip white space and ignore the last bits; what comes out must be written again as it came.
        if (cursor.Length != Length || Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) != OperationStatus.Done
            || written != Bytes)
            return false;
        Span<char> again = stackalloc char[Length];
        Base64Url.EncodeToChars(bytes, again);
        return again.SequenceEqual(cursor)
            && bytes[0] == Format
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[21..]) == Checksum(bytes[..21]);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private static QueryException Error(string code, string message) => new(code, "after", message);
}
