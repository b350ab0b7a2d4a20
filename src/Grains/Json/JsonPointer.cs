using System.Text.Json;

namespace Actors.Grains.Json;

/// <summary>A JSON pointer (RFC 6901): <c>/a/0/b</c>, with <c>~0</c> for <c>~</c> and <c>~1</c> for <c>/</c>.</summary>
internal sealed class JsonPointer
{
    private readonly string[] _segments;

    private JsonPointer(string[] segments) => _segments = segments;

    /// <exception cref="FormatException">It is not empty and does not start with a slash, or holds a stray tilde.</exception>
    public static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer([]);
        }

        if (text[0] != '/')
        {
            throw new FormatException($"'{text}' is not a JSON pointer: it must start with '/'");
        }

        return new JsonPointer([.. text[1..].Split('/').Select(Unescape)]);
    }

    /// <summary>The value it points at; null if there is none.</summary>
    public JsonElement? Find(JsonElement document)
    {
        var here = document;
        foreach (var segment in _segments)
        {
            if (here.ValueKind == JsonValueKind.Object && here.TryGetProperty(segment, out var member))
            {
                here = member;
            }
            else if (here.ValueKind == JsonValueKind.Array && int.TryParse(segment, out var index)
                && index >= 0 && index < here.GetArrayLength())
            {
                here = here[index];
            }
            else
            {
                return null;
            }
        }

        return here;
    }

    private static string Unescape(string segment)
    {
        for (var tilde = segment.IndexOf('~', StringComparison.Ordinal); tilde >= 0; tilde = segment.IndexOf('~', tilde + 1))
        {
            if (tilde + 1 >= segment.Length || segment[tilde + 1] is not ('0' or '1'))
            {
                throw new FormatException($"'{segment}' holds a '~' that is neither ~0 nor ~1");
            }
        }

        return segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
