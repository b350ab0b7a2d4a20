using System.Buffers;
using System.Text.Json;

namespace Actors.Unicode.Tests;

/// <summary>Everything that the index knows of a code point, read back.</summary>
internal static class Detail
{
    public static JsonElement Of(string code)
    {
        var json = new ArrayBufferWriter<byte>();
        Lookup.Index.WriteDetails(code, json);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return document.RootElement.Clone();
    }

    public static JsonElement Of(int code) => Of($"U+{code:X4}");

    public static string[] Texts(this JsonElement detail, string name) =>
        [.. detail.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];
}
