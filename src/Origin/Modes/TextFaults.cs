using System.Text;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Text that is not the plain UTF-8 that it should be. PNG is served honestly.</summary>
internal sealed class TextFaults : IFaultFamily
{
    public IEnumerable<IMode> Faults =>
    [
        new Fault("latin1", exchange => Of(exchange, "; charset=iso-8859-1", file => Noted(file, ToLatin1(file.Body.Span), [0xE9]))),
        new Fault("badutf8", exchange => Of(exchange, "; charset=utf-8", file => Noted(file, file.Body.Span, [0xF4]))),
        new Fault("bom", exchange => Of(exchange, string.Empty, file => [.. Encoding.UTF8.Preamble, .. file.Body.Span])),
    ];

    private static Task Of(Exchange exchange, string charset, Func<OriginFile, byte[]> body) =>
        exchange.File is { MediaType: OriginFiles.Json or OriginFiles.Svg } file
            ? exchange.Send(StatusCodes.Status200OK, file.MediaType + charset, body(file))
            : exchange.Serve();

    private static byte[] ToLatin1(ReadOnlySpan<byte> utf8) => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(utf8));

    /// <summary>The text with the note in a place where it does no harm: a member of the object, or a comment.</summary>
    private static byte[] Noted(OriginFile file, ReadOnlySpan<byte> text, ReadOnlySpan<byte> note) => file.MediaType == OriginFiles.Json
        ? [.. "{\"note\":\""u8, .. note, .. "\","u8, .. text[1..]]
        : [.. text, .. "<!-- "u8, .. note, .. " -->"u8];
}
