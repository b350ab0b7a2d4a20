using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Origin.Countries;

/// <summary>Writes the smallest flags there are: a few pixels as PNG (ISO/IEC 15948), so that PNG can be practised too.</summary>
internal static class Png
{
    public const string MediaType = "image/png";

    /// <summary>Length, type and checksum.</summary>
    public const int ChunkOverhead = 12;

    /// <summary>IEND, with which every PNG ends, is a chunk without data.</summary>
    public const int EndLength = ChunkOverhead;

    private const int Width = 4;
    private const int Height = 3;

    /// <summary>Ancillary, private, safe to copy: decoders skip it.</summary>
    public static ReadOnlySpan<byte> PaddingType => "paDd"u8;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Header => [0, 0, 0, Width, 0, 0, 0, Height, 8, 2, 0, 0, 0];

    /// <summary>Three stripes, whose colours follow from the code.</summary>
    public static byte[] Of(string code)
    {
        var colours = SHA256.HashData(Encoding.ASCII.GetBytes(code));
        using MemoryStream pixels = new();
        using (ZLibStream compressed = new(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < Height; row++)
            {
                compressed.WriteByte(0);   // no filter
                for (var column = 0; column < Width; column++)
                    compressed.Write(colours.AsSpan(row * 3, 3));
            }
        }

        return [.. Signature, .. Chunk("IHDR"u8, Header), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + ChunkOverhead];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>CRC-32 as in Annex D, bit by bit: nothing here is longer than 8 KiB.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320;
        }

        return ~sum;
    }
}
