using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Too little and too much. What is large is made while it is sent, and never kept.</summary>
internal sealed class SizeFaults : IFaultFamily
{
    private const long Large = 32L * 1024 * 1024;
    private const long Huge = 1024L * 1024 * 1024;

    public IEnumerable<IMode> Faults =>
    [
        new Fault("empty", exchange => exchange.Send(StatusCodes.Status200OK, exchange.File?.MediaType, Array.Empty<byte>())),
        new Fault("oversize", exchange => Oversize(exchange, Large, chunked: true)),
        new Fault("oversizecl", exchange => Oversize(exchange, Huge, chunked: false)),
        new Fault("bigheader", BigHeader),
        new Fault("manyheaders", ManyHeaders),
    ];

    private static Task Oversize(Exchange exchange, long usual, bool chunked) => exchange.File is { } file
        ? exchange.Send(StatusCodes.Status200OK, file.MediaType, file.PaddedTo(exchange.Asked.Size ?? usual).Payload, chunked)
        : exchange.Serve();

    private static Task BigHeader(Exchange exchange)
    {
        exchange.Http.Response.Headers["X-Practice"] = new string('a', 200_000);
        return exchange.Serve(exchange.File);
    }

    private static Task ManyHeaders(Exchange exchange)
    {
        for (var line = 0; line < 2_000; line++)
            exchange.Http.Response.Headers[$"X-Practice-{line}"] = "a";
        return exchange.Serve(exchange.File);
    }
}
