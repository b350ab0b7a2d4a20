using System.IO.Compression;
using System.Text;

namespace Actors.Grains.Tests.Origins;

/// <summary>Small bodies of every kind, whole.</summary>
internal static class Bodies
{
    public static byte[] Svg { get; } = Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>");

    /// <summary>One pixel; check sums of chunks are not looked at.</summary>
    public static byte[] Png { get; } =
    [
        0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
    ];

    public static byte[] Gif { get; } = [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B];

    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9];

    public static byte[] WebP { get; } = [.. "RIFF"u8, 8, 0, 0, 0, .. "WEBPVP8 "u8];

    public static byte[] Metadata { get; } = Encoding.UTF8.GetBytes("""{"country":"Brazil"}""");

    public static byte[] Compress(byte[] body, Func<Stream, Stream> wrap)
    {
        using var result = new MemoryStream();
        using (var stream = wrap(result))
        {
            stream.Write(body);
        }

        return result.ToArray();
    }

    public static byte[] Gzip(byte[] body) => Compress(body, stream => new GZipStream(stream, CompressionLevel.Optimal));

    public static byte[] Brotli(byte[] body) => Compress(body, stream => new BrotliStream(stream, CompressionLevel.Fastest));

    public static byte[] Deflate(byte[] body) => Compress(body, stream => new ZLibStream(stream, CompressionLevel.Optimal));

    /// <summary>Without the wrapper that "deflate" asks for.</summary>
    public static byte[] RawDeflate(byte[] body) => Compress(body, stream => new DeflateStream(stream, CompressionLevel.Optimal));
}
