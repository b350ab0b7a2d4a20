using System.Globalization;
using System.Text.Json;

namespace Actors.Grains.Feeds;

/// <summary>
/// The records of a document, as the book's programs see them: lists of objects with a <c>serial</c>, in the document's root or in an object
/// there. The type of a record is its list's name less the last letter, and its name is <c>type.serial</c>: <c>event.33950</c>. A member
/// <c>venue_serial</c> names a record of the type <c>venue</c>, and a list of serials called as one of the lists (<c>speakers</c>) names several.
/// Serials are numbers or strings. Nothing is kept beside the document: a record is looked for when it is asked for.
/// </summary>
internal sealed class FeedRecords
{
    private const string Serial = "serial";
    private const string Reference = "_serial";

    private readonly Dictionary<string, (JsonElement List, string Pointer)> _lists = new(StringComparer.Ordinal);

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
                foreach (var one in member.Value.EnumerateArray().Select(SerialOf).OfType<string>())
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
            target.Record.WriteTo(json);
        }
        else
        {
            json.WriteNull("value"u8);
        }

        json.WriteEndObject();
    }

    private (JsonElement Record, string Pointer)? Find(string type, string serial)
    {
        if (!_lists.TryGetValue(type, out var list))
        {
            return null;
        }

        var index = 0;
        foreach (var item in list.List.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(Serial, out var own) && SerialOf(own) == serial)
            {
                return (item, FeedPointer.Append(list.Pointer, index.ToString(CultureInfo.InvariantCulture)));
            }

            index++;
        }

        return null;
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
                _lists.TryAdd(member.Name[..^1], (member.Value, FeedPointer.Append(pointer, member.Name)));
            }
        }
    }

    private static string? SerialOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
