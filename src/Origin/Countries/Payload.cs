namespace Actors.Origin.Countries;

/// <summary>Bytes to be sent, some of them many times over, so that a gigabyte of padding costs no memory.</summary>
internal sealed class Payload(params IReadOnlyList<(ReadOnlyMemory<byte> Bytes, long Times)> pieces)
{
    private const int LargestChunk = 16 * 1024;
    private const int WholeUpTo = 64 * 1024;

    public long Length { get; } = pieces.Sum(piece => piece.Bytes.Length * piece.Times);

    public static implicit operator Payload(ReadOnlyMemory<byte> bytes) => new((bytes, 1));

    public static implicit operator Payload(byte[] bytes) => new((bytes, 1));

    /// <summary>
    /// In order, none empty. One chunk if it is one piece of at most 64 KiB, else chunks of at most 16 KiB: who notes an end before
    /// the last chunk is at most so far from the truth.
    /// </summary>
    /// <param name="upTo">No more bytes than these; null = all.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks(long? upTo = null)
    {
        var largest = pieces is [{ Times: 1, Bytes.Length: <= WholeUpTo }] ? WholeUpTo : LargestChunk;
        var left = upTo ?? Length;
        foreach (var (bytes, times) in pieces)
        {
            for (long time = 0; time < times; time++)
            {
                for (var start = 0; start < bytes.Length && left > 0; start += largest)
                {
                    var chunk = bytes.Slice(start, (int)Math.Min(Math.Min(largest, bytes.Length - start), left));
                    left -= chunk.Length;
                    yield return chunk;
                }

                if (left <= 0)
                    yield break;
            }
        }
    }
}
