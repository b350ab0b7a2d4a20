using System.Text;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Images that should not be kept. Whatever is not of the kind in question is served honestly.</summary>
internal sealed class ImageFaults : IFaultFamily
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\">";

    private const string Multiplying = """
        <!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
        """;

    public IEnumerable<IMode> Faults =>
    [
        new Fault("pngnoiend", exchange => Of(exchange, Png.MediaType, file => file.Body[..^Png.EndLength])),
        new Fault("svgcut", exchange => Of(exchange, OriginFiles.Svg, file => file.Body[..(file.Body.Length / 2)])),
        Instead("svgdtd", $"{Multiplying}{Svg}<text>&e;</text></svg>"),
        Instead("svgscript", $"{Svg}<script>alert(1)</script></svg>"),
        Instead("svgexternal", $"{Svg}<image href=\"https://elsewhere.invalid/a.png\" width=\"4\" height=\"3\"/></svg>"),
        Instead("notsvg", "<note><to>You</to><body>This is XML.</body></note>"),
    ];

    private static Fault Instead(string name, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new Fault(name, exchange => Of(exchange, OriginFiles.Svg, _ => body));
    }

    private static Task Of(Exchange exchange, string mediaType, Func<OriginFile, Payload> damaged) =>
        exchange.File is { } file && file.MediaType == mediaType
            ? exchange.Send(StatusCodes.Status200OK, mediaType, damaged(file))
            : exchange.Serve();
}
