using System.Text.Json;

namespace Actors.Gateway.Chars.Page;

/// <summary>Says in a sentence or two what the mode <c>smart</c> made of the words. chars-text.js says the same.</summary>
internal static class UsedNote
{
    /// <param name="used">The JSON object that comes with the page; null in other modes.</param>
    public static string From(byte[]? used)
    {
        if (used is null)
            return "";
        using var document = JsonDocument.Parse(used);
        var root = document.RootElement;
        var sentences = List(root, "corrected").Select(word => $"Nothing has '{Text(word, "from")}': read as '{Text(word, "to")}'.");
        var ways = Ways(root).ToList();
        return string.Join(' ', ways.Count == 0 ? sentences : sentences.Append($"Also found by {string.Join(", ", ways)}."));
    }

    private static IEnumerable<string> Ways(JsonElement used)
    {
        if (Text(used, "prefix") is { } prefix)
            yield return $"words that begin with '{prefix}'";
        if (used.TryGetProperty("aliases", out var aliases) && aliases.ValueKind == JsonValueKind.True)
            yield return "aliases";
        if (List(used, "keywords").Select(language => language.GetString()).ToList() is { Count: > 0 } languages)
            yield return $"keywords ({string.Join(", ", languages)})";
    }

    // A gateway may be older or newer than the silo that it asks: what is missing is not said.
    private static string? Text(JsonElement used, string name) =>
        used.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator List(JsonElement used, string name) =>
        used.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
