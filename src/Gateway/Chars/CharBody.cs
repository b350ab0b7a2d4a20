using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>
/// The body of an answer: rows as they came from the index, between what the gateway says of them. Kept as they are, for
/// joining them would copy each page once more only to copy it again into the connection.
/// </summary>
internal sealed class CharBody
{
    /// <summary>Room for the members around the rows; a longer query makes the buffer grow.</summary>
    private const int UsualFrame = 512;

    private static readonly JsonWriterOptions Options = new()
    {
        // As everywhere in this gateway: bodies are application/json with nosniff, never part of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ReadOnlyMemory<byte> _frame;
    private readonly int _head;
    private readonly byte[] _rows;

    /// <param name="json">The whole body. Never to be changed.</param>
    public CharBody(byte[] json) => (_frame, _head, _rows) = (json, json.Length, []);

    /// <param name="query">As it was asked, decoded.</param>
    public CharBody(string query, CharPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualFrame);
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
        // Here come the rows.
        json.Flush();
        _head = buffer.WrittenCount;
        json.WriteEndArray();
        json.WriteString("next"u8, page.Next);
        json.WriteEndObject();
        json.Flush();
        _frame = buffer.WrittenMemory;
        _rows = page.Rows;
    }

    /// <summary>Bytes.</summary>
    public int Length => _frame.Length + _rows.Length;

    /// <summary>A hash of every byte.</summary>
    public UInt128 Hash() => XxHash128.HashToUInt128(_rows, (long)XxHash3.HashToUInt64(_frame.Span, _head));

    public ValueTask<FlushResult> WriteTo(PipeWriter writer)
    {
        writer.Write(_frame.Span[.._head]);
        writer.Write(_rows);
        writer.Write(_frame.Span[_head..]);
        // No token: the server ends the write when the connection ends, and asking for the request's token costs more than the write.
        return writer.FlushAsync(CancellationToken.None);
    }
}
