using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.Grains.Feeds;

/// <summary>Writes what readers get of a node: an object's keys, a page of an array's items, a value.</summary>
internal static class FeedBody
{
    /// <summary>Keys of an object in one answer.</summary>
    public const int MostKeys = 10_000;

    /// <summary>A page of items ends behind the one with which it grows larger than this, in bytes.</summary>
    private const int PageBytes = 1024 * 1024;

    /// <summary>An item that is larger comes as a reference to it: <c>{ "$ref": "/Schedule/events/40" }</c>.</summary>
    private const int ItemBytes = 256 * 1024;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer, and the index with which the next page begins.</summary>
    /// <param name="more">Writes further members; null for none.</param>
    public static (byte[] Json, int? Next) Write(
        FeedDocument document, JsonElement node, string pointer, FeedWindow window, Func<int, string> cursor, Action<Utf8JsonWriter>? more = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Relaxed);
        json.WriteStartObject();
        json.WriteString("path"u8, pointer);
        int? next = null;
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteString("kind"u8, "object"u8);
                next = WriteKeys(json, node, window.From);
                json.WriteNumber("length"u8, node.GetPropertyCount());
                json.WriteNull("items"u8);
                json.WriteNull("value"u8);
                break;
            case JsonValueKind.Array:
                json.WriteString("kind"u8, "array"u8);
                json.WriteNull("keys"u8);
                json.WriteNumber("length"u8, node.GetArrayLength());
                next = WriteItems(json, buffer, node, document.ItemsFrom(node, pointer, window.From).Take(window.Limit), pointer, window.From);
                json.WriteNull("value"u8);
                break;
            default:
                json.WriteString("kind"u8, "value"u8);
                json.WriteNull("keys"u8);
                json.WriteNull("length"u8);
                json.WriteNull("items"u8);
                json.WritePropertyName("value"u8);
                node.WriteTo(json);
                break;
        }

        if (next is { } index)
        {
            json.WriteString("next"u8, cursor(index));
        }
        else
        {
            json.WriteNull("next"u8);
        }

        more?.Invoke(json);
        json.WriteEndObject();
        json.Flush();
        return (buffer.WrittenSpan.ToArray(), next);
    }

    private static int? WriteKeys(Utf8JsonWriter json, JsonElement node, int from)
    {
        var index = 0;
        json.WriteStartArray("keys"u8);
        foreach (var member in node.EnumerateObject())
        {
            if (index >= from + MostKeys)
            {
                break;
            }

            if (index++ >= from)
            {
                json.WriteStringValue(member.Name);
            }
        }

        json.WriteEndArray();
        return index < node.GetPropertyCount() ? index : null;
    }

    private static int? WriteItems(
        Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, JsonElement node, IEnumerable<JsonElement> items, string pointer, int from)
    {
        var length = node.GetArrayLength();
        var index = from;
        json.WriteStartArray("items"u8);
        foreach (var item in items)
        {
            if (JsonMarshal.GetRawUtf8Value(item).Length > ItemBytes)
            {
                json.WriteStartObject();
                json.WriteString("$ref"u8, FeedPointer.Append(pointer, $"{index}"));
                json.WriteEndObject();
            }
            else
            {
                item.WriteTo(json);
            }

            index++;
            if (buffer.WrittenCount + json.BytesPending > PageBytes)
            {
                break;
            }
        }

        json.WriteEndArray();
        return index < length ? index : null;
    }
}
