using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Grains.Chars;

namespace Actors.Gateway.Sockets;

/// <summary>Encodes what a search says. Its rows are encoded already and only copied.</summary>
internal static class SearchFrames
{
    /// <summary>What a frame has beside its rows: names of members, numbers, an id, a cursor.</summary>
    private const int Overhead = 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static byte[] Rows(string id, CharPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(page.Rows.Length + Overhead);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "rows"u8);
            json.WriteString("id"u8, id);
            json.WriteNumber("total"u8, page.Total);
            json.WriteNumber("from"u8, page.From);
            json.WriteStartArray("items"u8);
            if (page.Count > 0)
                json.WriteRawValue(page.Rows, skipInputValidation: true);
            json.WriteEndArray();
            json.WriteString("next"u8, page.Next);
            // Of the whole search, so once.
            if (page is { From: 0, Used: { } used })
            {
                json.WritePropertyName("used"u8);
                json.WriteRawValue(used, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
