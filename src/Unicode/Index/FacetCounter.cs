using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Actors.Unicode.Characters;

namespace Actors.Unicode.Index;

/// <summary>Counts results by block, category, script and age. Values are runs of documents, so that counting is counting bits.</summary>
internal sealed class FacetCounter(CharacterTable characters, PropertySets sets)
{
    /// <summary>Writes one JSON object: the total, and of each property the values with results, most first, then by value.</summary>
    public void Write(ReadOnlySpan<ulong> set, int total, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteNumber("total"u8, total);
        Write(json, "block", Blocks(set));
        Write(json, "category", Values(set, "gc"));
        Write(json, "script", Values(set, "sc"));
        Write(json, "age", Values(set, "age"));
        json.WriteEndObject();
    }

    /// <summary>The same for code points in a row, which need not be characters and may repeat.</summary>
    public void Write(ImmutableArray<int> codes, IBufferWriter<byte> target)
    {
        using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteNumber("total"u8, codes.Length);
        Write(json, "block", Values(codes, characters.BlockOf));
        Write(json, "category", Values(codes, characters.CategoryOf));
        Write(json, "script", Values(codes, ScriptOf));
        Write(json, "age", Values(codes, characters.AgeOf));
        json.WriteEndObject();
    }

    private static List<(string Value, int Count)> Values(ImmutableArray<int> codes, Func<int, string?> of) =>
        [.. codes.Select(of).OfType<string>().CountBy(value => value, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];

    private string? ScriptOf(int code) =>
        characters.DocumentOf(code) is >= 0 and var document ? sets.Of("sc").First(set => set.Documents.Contains(document)).Value : null;

    private List<(string Value, int Count)> Blocks(ReadOnlySpan<ulong> set)
    {
        var counts = new List<(string, int)>();
        for (var block = 0; block < characters.Blocks.Count; block++)
        {
            var (first, end) = characters.DocumentsOfBlock(block);
            counts.Add((characters.Blocks.Text(block), Bitmap.CountRange(set, first, end)));
        }

        return counts;
    }

    private List<(string Value, int Count)> Values(ReadOnlySpan<ulong> set, string property)
    {
        var counts = new List<(string, int)>();
        foreach (var (value, documents) in sets.Of(property))
        {
            var bounds = documents.Bounds;
            var count = 0;
            for (var index = 0; index + 1 < bounds.Length; index += 2)
                count += Bitmap.CountRange(set, bounds[index], bounds[index + 1]);
            counts.Add((value, count));
        }

        return counts;
    }

    private static void Write(Utf8JsonWriter json, string property, List<(string Value, int Count)> counts)
    {
        json.WriteStartArray(property);
        foreach (var (value, count) in counts.Where(facet => facet.Count > 0).OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Value, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("value"u8, value);
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
