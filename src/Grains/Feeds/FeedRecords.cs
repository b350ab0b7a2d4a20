using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Actors.Grains.Feeds;

/// <summary>
/// The records of a document, as the book's programs see them: lists of objects with a <c>serial</c>, in the document's root or in an object
/// there. The type of a record is its list's name less the last letter, and its name is <c>type.serial</c>: <c>event.33950</c>. A member
/// <c>venue_serial</c> names a record of the type <c>venue</c>, and a list of serials called as one of the lists (<c>speakers</c>) names several.
/// Serials are numbers or strings; of two records of one name the first counts.
/// </summary>
internal sealed class FeedRecords
{
    private const string Serial = "serial";
    private const string Reference = "_serial";

    /// <summary>Of one reference; a list that names more is cut.</summary>
    private const int MostLinks = 1_000;

    /// <summary>Bytes of an answer behind which records come as references to them.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly Dictionary<string, RecordList> _lists = new(StringComparer.Ordinal);

    public FeedRecords(JsonElement root)
    {
        AddLists(root, "");
        if (root.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in root.EnumerateObject())
            {
                AddLists(member.Value, FeedPointer.Append("", member.Name));
            }
        }
    }

    /// <summary>The types of records that there are.</summary>
    public IEnumerable<string> Types => _lists.Keys;

    /// <summary>A record by its name; null if there is none.</summary>
    public (JsonElement Record, string Pointer)? Find(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : Find(name[..dot], name[(dot + 1)..]);
    }

    /// <summary>
    /// Writes what a record names: of each reference the record's name, where it is and the record itself; where it is null, nothing in the
    /// document has that serial.
    /// </summary>
    public void WriteLinks(Utf8JsonWriter json, JsonElement record)
    {
        json.WriteStartObject("links"u8);
        foreach (var member in record.EnumerateObject())
        {
            if (member.Name.EndsWith(Reference, StringComparison.Ordinal) && SerialOf(member.Value) is { } serial
                && member.Name[..^Reference.Length] is { Length: > 0 } type)
            {
                json.WritePropertyName(type);
                WriteLink(json, type, serial);
            }
            else if (member.Value.ValueKind == JsonValueKind.Array && member.Name.Length > 1 && _lists.ContainsKey(member.Name[..^1]))
            {
                json.WriteStartArray(member.Name);
                foreach (var one in member.Value.EnumerateArray().Select(SerialOf).OfType<string>().Take(MostLinks))
                {
                    WriteLink(json, member.Name[..^1], one);
                }

                json.WriteEndArray();
            }
        }

        json.WriteEndObject();
    }

    private void WriteLink(Utf8JsonWriter json, string type, string serial)
    {
        var found = Find(type, serial);
        json.WriteStartObject();
        json.WriteString("record"u8, $"{type}.{serial}");
        json.WriteString("path"u8, found?.Pointer);
        if (found is { } target)
        {
            json.WritePropertyName("value"u8);
            Write(json, target.Record, target.Pointer);
        }
        else
        {
            json.WriteNull("value"u8);
        }

        json.WriteEndObject();
    }

    private (JsonElement Record, string Pointer)? Find(string type, string serial)
    {
        return _lists.TryGetValue(type, out var list) && list.Serials.Value.TryGetValue(serial, out var found)
            ? (found.Record, FeedPointer.Append(list.Pointer, found.Index.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>A record; behind a megabyte of others a reference to it, as large items are.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement record, string pointer)
    {
        if (json.BytesCommitted + json.BytesPending + JsonMarshal.GetRawUtf8Value(record).Length <= MostBytes)
        {
            record.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("$ref"u8, pointer);
        json.WriteEndObject();
    }

    private void AddLists(JsonElement node, string pointer)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in node.EnumerateObject())
        {
            if (member.Name.Length > 1 && member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().FirstOrDefault() is
                { ValueKind: JsonValueKind.Object } first && first.TryGetProperty(Serial, out _))
            {
                _lists.TryAdd(member.Name[..^1], new RecordList(member.Value, FeedPointer.Append(pointer, member.Name)));
            }
        }
    }

    /// <summary>Whoever asks for one record names others, which name others: the serials of a list are read once.</summary>
    private sealed class RecordList(JsonElement list, string pointer)
    {
        public string Pointer => pointer;

        public Lazy<Dictionary<string, (JsonElement Record, int Index)>> Serials { get; } = new(() =>
        {
            var serials = new Dictionary<string, (JsonElement, int)>(StringComparer.Ordinal);
            var index = 0;
            foreach (var record in list.EnumerateArray())
            {
                if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty(Serial, out var own) && SerialOf(own) is { } serial)
                {
                    serials.TryAdd(serial, (record, index));
                }

                index++;
            }

            return serials;
        });
    }

    private static string? SerialOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
