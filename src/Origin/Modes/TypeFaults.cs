using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Media types that are not what the body is.</summary>
internal sealed class TypeFaults : IFaultFamily
{
    private const string Html = "text/html; charset=utf-8";

    private static readonly byte[] _page =
        "<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Something went wrong</h1></body></html>"u8.ToArray();

    public IEnumerable<IMode> Faults =>
    [
        new Fault("wrongtype", exchange => As(exchange, _ => Html, file => file.Payload)),
        new Fault("notype", exchange => As(exchange, _ => null, file => file.Payload)),
        new Fault("html200", exchange => exchange.Send(StatusCodes.Status200OK, Html, _page)),
        new Fault("html200lie", exchange => As(exchange, file => file.MediaType, _ => _page)),
    ];

    private static Task As(Exchange exchange, Func<OriginFile, string?> mediaType, Func<OriginFile, Payload> body) =>
        exchange.File is { } file ? exchange.Send(StatusCodes.Status200OK, mediaType(file), body(file)) : exchange.Serve();
}
