using System.Buffers.Binary;
using System.IO.Compression;

namespace Actors.Grains.Origins;

/// <summary>Reads a body to its end, inflated if need be, and never more of it than is allowed: on the wire, or in memory.</summary>
internal static class ResponseBody
{
    /// <summary>What <see cref="Inflate"/> knows.</summary>
    public const string AcceptEncoding = "gzip, deflate, br";

    private const int FirstGuess = 16 * 1024;

    /// <returns>The body, or why it cannot be used.</returns>
    public static async Task<(byte[] Body, FailureCause? Cause)> Read(HttpContent content, Upstream origin, ExchangeClock clock)
    {
        var stated = content.Headers.ContentLength;
        if (stated > origin.MaxBytes)
        {
            return ([], TooLarge(origin));
        }

        var encoding = Encoding(content);
        await using var wire = new WireStream(await content.ReadAsStreamAsync(clock.Token), origin.MaxBytes, clock);
        await using var stream = await Inflate(encoding, wire, clock.Token);
        if (stream is null)
        {
            return ([], FailureCause.OfContent("unsupported_encoding", "The body's Content-Encoding is none that was asked for."));
        }

        var capacity = stream == wire && stated is { } length ? (int)length : Math.Min(FirstGuess, origin.MaxBytes);
        byte[]? body = null;
        var isBad = false;
        try
        {
            body = await ReadToEnd(stream, capacity, origin.MaxBytes, clock.Token);
        }
        catch (Exception error) when (
            stream != wire && error is InvalidDataException or InvalidOperationException and not ObjectDisposedException)
        {
            // Brotli's complaint about bad data is an InvalidOperationException.
            isBad = true;
        }

        // First: a body that was cut because it is too large looks like a bad one to what inflates it.
        return wire.IsTooLong ? ([], TooLarge(origin))
            : isBad ? ([], FailureCause.OfContent("bad_content_encoding", $"The body is not {encoding}."))
            : body is null ? ([], FailureCause.OfContent(
                "decompressed_too_large", $"The inflated body is larger than {origin.MaxBytes} bytes ({origin.Section}:MaxBytes)."))
            : IsCut(encoding, body, wire) ? ([], FailureCause.OfCutContent("body_truncated", $"The {encoding} stream ends early."))
            : (body, null);
    }

    private static FailureCause TooLarge(Upstream origin) =>
        FailureCause.OfContent("body_too_large", $"The body is larger than {origin.MaxBytes} bytes ({origin.Section}:MaxBytes).");

    private static string Encoding(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values)
            ? values.ToString().Trim().ToLowerInvariant()
            : "identity";

    /// <summary>Null if the encoding is unknown, or more than one.</summary>
    private static async ValueTask<Stream?> Inflate(string encoding, WireStream wire, CancellationToken token) => encoding switch
    {
        "identity" or "" => wire,
        "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
        // "deflate" is the zlib format (RFC 9110 §8.4.1.2); some servers send it without its wrapper all the same.
        "deflate" => IsZlib(await wire.Peek(2, token))
            ? new ZLibStream(wire, CompressionMode.Decompress)
            : new DeflateStream(wire, CompressionMode.Decompress),
        "br" => new BrotliStream(wire, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>RFC 1950 §2.2: method 8, and a check of both bytes. A raw stream that begins so would have to fill a gap with ones.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> start) =>
        start.Length == 2 && (start[0] & 0x0F) == 8 && BinaryPrimitives.ReadUInt16BigEndian(start) % 31 == 0;

    /// <summary>
    /// .NET takes a cut stream for a whole one, but looks for the rest: it asks the wire once more. After a whole one it does so
    /// for gzip only, which another member may follow; there the trailer tells, the length of the last member (RFC 1952 §2.3.1).
    /// </summary>
    private static bool IsCut(string encoding, byte[] body, WireStream wire) => body.Length > 0 && encoding switch
    {
        "identity" or "" => false,
        "gzip" or "x-gzip" => BinaryPrimitives.ReadUInt32LittleEndian(wire.Last) > body.Length,
        _ => wire.HasEnded,
    };

    /// <summary>Null if there is more than allowed. A body of exactly <paramref name="capacity"/> is not copied.</summary>
    private static async Task<byte[]?> ReadToEnd(Stream stream, int capacity, int maxBytes, CancellationToken token)
    {
        var buffer = new byte[capacity];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                var next = new byte[1];
                if (await stream.ReadAsync(next, token) == 0)
                {
                    return buffer;
                }

                if (length >= maxBytes)
                {
                    return null;
                }

                Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, FirstGuess), maxBytes));
                buffer[length++] = next[0];
            }
            else if (await stream.ReadAsync(buffer.AsMemory(length), token) is > 0 and var read)
            {
                length += read;
            }
            else
            {
                Array.Resize(ref buffer, length);
                return buffer;
            }
        }
    }
}
