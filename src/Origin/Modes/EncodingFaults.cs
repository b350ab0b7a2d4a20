using System.IO.Compression;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Content-Encoding, true and false (RFC 9110 §8.4).</summary>
internal sealed class EncodingFaults : IFaultFamily
{
    private const int Mebibyte = 1024 * 1024;
    private const string Gzip = "gzip";

    // A gzip file may be a chain of members (RFC 1952 §2.2): one kilobyte, 256 times, inflates to 256 MiB.
    private static readonly Payload _bomb = new((Compress(new byte[Mebibyte]), 256));

    public IEnumerable<IMode> Faults =>
    [
        new Fault("gzip", exchange => As(exchange, Gzip, file => Compress(file.Body.Span))),
        new Fault("gzipbomb", exchange => As(exchange, Gzip, _ => _bomb)),
        new Fault("badgzip", exchange => As(exchange, Gzip, file => file.Body)),
        new Fault("truncgzip", exchange => As(exchange, Gzip, file => FirstHalf(Compress(file.Body.Span)))),
        new Fault("encunknown", exchange => As(exchange, "x-practice", file => file.Body)),
        new Fault("encdouble", exchange => As(exchange, "gzip, gzip", file => Compress(Compress(file.Body.Span)))),
    ];

    private static Task As(Exchange exchange, string encoding, Func<OriginFile, Payload> body)
    {
        if (exchange.File is not { } file)
            return exchange.Serve();

        exchange.Http.Response.Headers.ContentEncoding = encoding;
        return exchange.Send(StatusCodes.Status200OK, file.MediaType, body(file));
    }

    private static byte[] FirstHalf(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
