using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Actors.Origin.Control;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;

namespace Actors.Origin;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Country))]
[JsonSerializable(typeof(ExchangeStats))]
[JsonSerializable(typeof(ExchangeEvent))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class OriginJson : JsonSerializerContext
{
    /// <summary>Names stay as they are written, Türkiye and not T\u00FCrkiye: a person will read these files.</summary>
    public static OriginJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
