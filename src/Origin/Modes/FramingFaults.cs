using System.Text;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Answers that break the rules by which a client finds their parts (RFC 9112).</summary>
internal sealed class FramingFaults(TimeProvider time) : IFaultFamily
{
    public IEnumerable<IMode> Faults =>
    [
        new Fault("garbage", exchange => new RawAnswer(exchange, time).Fin(ExchangeStatus.None, Garbage(exchange))),
        new Fault("badstatus", exchange => OfFile(exchange, file => Broken("HTTP/1.1 abc\r\n", file))),
        new Fault("badheader", exchange => OfFile(exchange, file => Broken("HTTP/1.1 200 OK\r\nthis is no header\r\n", file))),
        new Fault("badchunk", exchange => OfFile(exchange, BadChunk)),
        new Fault("clconflict", exchange => OfFile(exchange, Conflict)),
        new Fault("clte", exchange => OfFile(exchange, LengthAndChunks)),
        new Fault("extra", exchange => OfFile(exchange, Extra)),
    ];

    /// <summary>The same for the same exchange.</summary>
    private static byte[] Garbage(Exchange exchange) => Encoding.UTF8.GetBytes(
        $"\u0001\u0002\u0003 220 practice.invalid ESMTP {Draw.Of(exchange.Asked.Seed, "garbage", exchange.Path, exchange.Attempt):R}\r\n");

    private async Task OfFile(Exchange exchange, Func<OriginFile, byte[]> answer)
    {
        // What is broken is the frame: padding would only make it larger.
        exchange.Asked = exchange.Asked with { Size = null };
        await (exchange.File is { } file
            ? new RawAnswer(exchange, time).Fin(StatusCodes.Status200OK, answer(file))
            : exchange.Serve());
    }

    private static byte[] Broken(string start, OriginFile file) =>
        [.. Encoding.ASCII.GetBytes($"{start}{RawFile.Length(file)}\r\nConnection: close\r\n\r\n"), .. file.Body.Span];

    private static byte[] Extra(OriginFile file) => [.. RawFile.HeadWithLength(file), .. file.Body.Span, .. "more than that"u8];

    private static byte[] BadChunk(OriginFile file)
    {
        var half = file.Body.Length / 2;
        return
        [
            .. RawFile.Head(file, "Transfer-Encoding: chunked"), .. RawFile.Chunk(file.Body.Span[..half]), .. "xyz\r\n"u8,
            .. file.Body.Span[half..], .. "\r\n0\r\n\r\n"u8,
        ];
    }

    private static byte[] Conflict(OriginFile file) =>
        [.. RawFile.Head(file, RawFile.Length(file), $"Content-Length: {file.Body.Length / 2}"), .. file.Body.Span];

    private static byte[] LengthAndChunks(OriginFile file) =>
    [
        .. RawFile.Head(file, $"Content-Length: {file.Body.Length / 2}", "Transfer-Encoding: chunked"), .. RawFile.Chunk(file.Body.Span),
        .. "0\r\n\r\n"u8,
    ];
}
