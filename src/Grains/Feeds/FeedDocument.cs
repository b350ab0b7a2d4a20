using System.Collections.Concurrent;
using System.Text.Json;

namespace Actors.Grains.Feeds;

/// <summary>
/// A parsed document. The parser finds the n-th item of an array by passing over all before it: of long ones the items are remembered, 16
/// bytes for each, when somebody asks for one.
/// </summary>
internal sealed class FeedDocument(JsonElement root)
{
    /// <summary>Shorter arrays are walked through.</summary>
    private const int Long = 64;

    private readonly ConcurrentDictionary<string, JsonElement[]> _items = new(StringComparer.Ordinal);

    private readonly Lazy<FeedRecords> _records = new(() => new FeedRecords(root));

    public JsonElement Root => root;

    public FeedRecords Records => _records.Value;

    /// <param name="pointer">Where the array is.</param>
    /// <param name="index">Of one of its items.</param>
    public JsonElement ItemOf(JsonElement array, string pointer, int index) => IsLong(array) ? ItemsOf(array, pointer)[index] : array[index];

    /// <summary>The items of an array from an index on.</summary>
    public IEnumerable<JsonElement> ItemsFrom(JsonElement array, string pointer, int index) =>
        IsLong(array) ? ItemsOf(array, pointer).Skip(index) : array.EnumerateArray().Skip(index);

    private static bool IsLong(JsonElement array) => array.GetArrayLength() >= Long;

    private JsonElement[] ItemsOf(JsonElement array, string pointer) => _items.GetOrAdd(pointer, static (_, of) => [.. of.EnumerateArray()], array);
}
