namespace Actors.Origin.Countries;

/// <summary>Makes a file as large as it is wanted and keeps it valid.</summary>
internal static class Padding
{
    private static readonly byte[] _blanks = [.. Enumerable.Repeat((byte)' ', 8192)];
    private static readonly byte[] _chunk = Png.Chunk(Png.PaddingType, new byte[8192 - Png.ChunkOverhead]);

    /// <param name="body">A whole SVG, JSON or PNG.</param>
    /// <param name="size">Bytes; less than the file has is as much as it has. A PNG may become up to 11 bytes larger.</param>
    public static Payload Of(ReadOnlyMemory<byte> body, string mediaType, long size)
    {
        var missing = size - body.Length;
        if (missing <= 0)
            return body;

        // Blanks may follow the value of a JSON text (RFC 8259 §2) and the root element of an XML document (XML 1.0 §2.1).
        return mediaType == Png.MediaType
            ? InChunks(body, Math.Max(missing, Png.ChunkOverhead))
            : new Payload((body, 1), (_blanks, missing / _blanks.Length), (_blanks.AsMemory(0, (int)(missing % _blanks.Length)), 1));
    }

    private static Payload InChunks(ReadOnlyMemory<byte> png, long missing)
    {
        var whole = (missing - Png.ChunkOverhead) / _chunk.Length;
        var last = Png.Chunk(Png.PaddingType, new byte[missing - whole * _chunk.Length - Png.ChunkOverhead]);
        return new Payload((png[..^Png.EndLength], 1), (_chunk, whole), (last, 1), (png[^Png.EndLength..], 1));
    }
}
