using System.Text;
using System.Text.Json.Nodes;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>Metadata that is no JSON (RFC 8259), or not the JSON that was expected. Images are served honestly.</summary>
internal sealed class JsonFaults : IFaultFamily
{
    private const int Deep = 100_000;

    private static readonly byte[] _brackets = [.. Enumerable.Repeat((byte)'[', Deep)];

    public IEnumerable<IMode> Faults =>
    [
        new Fault("badjson", exchange => Of(exchange, body => body[..(body.Length / 2)])),
        new Fault("dupjson", exchange => Of(exchange, body => [.. """{"country":"Nowhere","""u8, .. body.AsSpan(1)])),
        new Fault("deepjson", exchange => Of(exchange, _ => _brackets)),
        new Fault("nocountry", exchange => Of(exchange, body => Edited(body, facts => facts.Remove("country")))),
        new Fault("countrytype", exchange => Of(exchange, body => Edited(body, facts => facts["country"] = 42))),
    ];

    private static Task Of(Exchange exchange, Func<byte[], byte[]> damage) => exchange.File is { MediaType: OriginFiles.Json } file
        ? exchange.Send(StatusCodes.Status200OK, file.MediaType, damage(file.Body.ToArray()))
        : exchange.Serve();

    private static byte[] Edited(byte[] body, Action<JsonObject> edit)
    {
        var facts = JsonNode.Parse(body)!.AsObject();
        edit(facts);
        return Encoding.UTF8.GetBytes(facts.ToJsonString());
    }
}
