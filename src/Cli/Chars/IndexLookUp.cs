using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Unicode;

namespace Actors.Cli.Chars;

/// <summary>Answers from the index that is part of this program.</summary>
internal static class IndexLookUp
{
    public static async Task PrintAsync(CharsOptions options, Terminal terminal)
    {
        var mode = CharModeNames.Parse(options.Mode);
        var query = new CharQuery(options.Query, mode, CharSortNames.Parse(options.Sort), options.Unicode);
        var index = CharIndex.Load();
        if (index.Strip(options.Query).Length == 0)
            throw new QueryException("empty_query", "q", "The query is blank.");

        var rows = new ArrayBufferWriter<byte>(4096);
        var format = options.Json ? RowFormat.Json : RowFormat.Text;
        var result = index.Find(query, new CharWindow(options.Limit ?? int.MaxValue), format, rows);
        var status = index.Status(options.Query, result.Total);
        if (options.Json)
        {
            await terminal.Out.WriteLineAsync(Json(query, result, status, rows.WrittenSpan));
        }
        else
        {
            // The line ends of a terminal here are not those of telnet.
            await terminal.Out.WriteAsync(Encoding.UTF8.GetString(rows.WrittenSpan).Replace("\r\n", "\n", StringComparison.Ordinal));
            await Closing.PrintAsync(terminal, status, result.Count, result.Total);
        }
    }

    // The members of GET /v1/chars in their order.
    private static string Json(CharQuery query, CharResult result, string status, ReadOnlySpan<byte> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(rows.Length + 1024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("query", query.Text);
        json.WriteString("mode", query.Mode.Name());
        json.WriteString("sort", result.Sort.Name());
        json.WriteString("unicode", result.Unicode);
        json.WriteNumber("total", result.Total);
        json.WriteNumber("from", result.From);
        json.WriteString("status", status);
        json.WritePropertyName("used");
        json.WriteRawValue(result.Used ?? "null"u8, skipInputValidation: true);
        json.WritePropertyName("items");
        json.WriteRawValue([(byte)'[', .. rows, (byte)']'], skipInputValidation: true);
        json.WriteString("next", result.Next);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
