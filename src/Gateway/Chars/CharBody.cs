using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>Writes the body of a page. Its rows come encoded from the index and are only copied.</summary>
internal static class CharBody
{
    /// <summary>Room for the members around the rows; a longer query makes the buffer grow.</summary>
    private const int Head = 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        // As everywhere in this gateway: bodies are application/json with nosniff, never part of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <param name="query">As it was asked, decoded.</param>
    public static byte[] Write(string query, CharPage page)
    {
        using var buffer = new RowBuffer(Head + page.Rows.Length);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("query"u8, query);
        json.WriteString("mode"u8, page.Mode);
        json.WriteString("sort"u8, page.Sort);
        json.WriteString("unicode"u8, page.Unicode);
        json.WriteNumber("total"u8, page.Total);
        json.WriteNumber("from"u8, page.From);
        json.WriteString("status"u8, page.Status);
        if (page.Used is { } used)
        {
            json.WritePropertyName("used"u8);
            json.WriteRawValue(used, skipInputValidation: true);
        }
        else
        {
            json.WriteNull("used"u8);
        }

        json.WriteStartArray("items"u8);
        if (page.Rows.Length > 0)
            // Several values with their commas: that they are one to the writer only means that it adds none.
            json.WriteRawValue(page.Rows, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteString("next"u8, page.Next);
        json.WriteEndObject();
        json.Flush();
        return buffer.Written.ToArray();
    }
}
