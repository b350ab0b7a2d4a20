using System.Buffers;
using System.Text.Json;

namespace Actors.Unicode.Tests;

/// <summary>The facets of a query, read back.</summary>
internal static class Facets
{
    public static JsonElement Of(string text, CharMode mode = CharMode.Words, string? unicode = null)
    {
        var json = new ArrayBufferWriter<byte>();
        Lookup.Index.WriteFacets(new CharQuery(text, mode, null, unicode), json);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return document.RootElement.Clone();
    }
}
