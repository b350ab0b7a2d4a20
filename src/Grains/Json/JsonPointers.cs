using System.Collections.Immutable;
using System.Text.Json;

namespace Actors.Grains.Json;

/// <summary>JSON pointers in order of preference: the later ones are for documents that lack what the earlier ones point at.</summary>
internal sealed class JsonPointers
{
    private readonly ImmutableArray<JsonPointer> _pointers;

    private JsonPointers(ImmutableArray<JsonPointer> pointers) => _pointers = pointers;

    /// <exception cref="FormatException">One of them is not a JSON pointer.</exception>
    public static JsonPointers Parse(params IEnumerable<string> texts) => new([.. texts.Select(JsonPointer.Parse)]);

    /// <summary>The first value that is there and says something (neither null nor an empty string); null if there is none.</summary>
    public JsonElement? Find(JsonElement document)
    {
        foreach (var pointer in _pointers)
        {
            if (pointer.Find(document) is { } value && value.ValueKind is not JsonValueKind.Null
                && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(ReadOnlySpan<byte>.Empty)))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>
    /// What stands there as texts, whichever shape the origin likes: a string or number, an array of them, an array of objects
    /// (their texts: <c>[{"name": "Portuguese", "iso_code": "pt"}]</c>), or a map by code (its keys too: <c>{"BRL": {…}}</c>).
    /// </summary>
    public IEnumerable<string> Texts(JsonElement document) => Find(document) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().SelectMany(member => Inner(member.Value).Prepend(member.Name)),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(Inner),
        { } value => Plain(value),
    };

    private static IEnumerable<string> Inner(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().SelectMany(member => Plain(member.Value))
        : Plain(value);

    private static IEnumerable<string> Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };
}
