using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Connections that end before the answer does.</summary>
internal sealed class ConnectionFaults(TimeProvider time) : IFaultFamily
{
    public IEnumerable<IMode> Faults =>
    [
        new Fault("reset", exchange => Raw(exchange).Rst(ExchangeStatus.None)),
        new Fault("close", exchange => Raw(exchange).Fin(ExchangeStatus.None)),
        new Fault("resethead", exchange => Raw(exchange).Rst(StatusCodes.Status200OK, "HTTP/1.1 200 OK\r\nContent-Ty"u8.ToArray())),
        new Fault("trunc", exchange => Truncate(exchange, withReset: true)),
        new Fault("truncfin", exchange => Truncate(exchange, withReset: false)),
        new Fault("truncchunked", TruncateChunked),
        new Fault("tls", ToTls),
    ];

    private RawAnswer Raw(Exchange exchange) => new(exchange, time);

    private async Task Truncate(Exchange exchange, bool withReset)
    {
        if (exchange.File is not { } file)
        {
            await exchange.Serve();
            return;
        }

        var raw = Raw(exchange);
        var last = await raw.SendHalf(file, RawFile.HeadWithLength(file));
        await (withReset ? raw.Rst(StatusCodes.Status200OK, last) : raw.Fin(StatusCodes.Status200OK, last));
    }

    private async Task TruncateChunked(Exchange exchange)
    {
        if (exchange.File is not { } file)
        {
            await exchange.Serve();
            return;
        }

        var raw = Raw(exchange);
        await raw.Send(RawFile.Head(file, "Transfer-Encoding: chunked"));
        await raw.Fin(StatusCodes.Status200OK, RawFile.Chunk(file.Body.Span[..(file.Body.Length / 2)]));
    }

    /// <summary>To where <see cref="TlsHello"/> waits.</summary>
    private static Task ToTls(Exchange exchange)
    {
        var request = exchange.Http.Request;
        exchange.Http.Response.Headers.Location = $"https://{request.Host}{request.PathBase}{request.Path}";
        return exchange.Refuse(StatusCodes.Status302Found);
    }
}
