using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Actors.FrozenJson;

namespace Actors.Grains.Origins;

/// <summary>Whether a body is what was asked for: a 200 with an HTML error page must not become a flag.</summary>
internal static class BodyCheck
{
    /// <summary>Deepest nesting of metadata.</summary>
    public const int MostDepth = 32;

    /// <summary>Longest piece of an origin's own error message that is passed on, in characters.</summary>
    private const int MostMessage = 200;

    private static readonly FailureCause HalfCharacter = FailureCause.OfContent("bad_json", "A string in it is not Unicode.");

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <summary>Null if the body can be used; it may come back shorter, without a byte order mark.</summary>
    public static FailureCause? Check(
        BodyKind kind, Uri url, MediaTypeHeaderValue? type, Upstream origin, ref byte[] body, out ActiveContent active)
    {
        active = ActiveContent.None;
        if (body.Length == 0)
        {
            return FailureCause.OfCutContent("empty_body", "The origin sent an empty body.");
        }

        return kind == BodyKind.Flag ? CheckFlag(type, body, out active)
            : CheckJson(url, type, origin, ref body) ?? (origin is Origin country ? CheckMetadata(country, body) : CheckFeed(body));
    }

    private static FailureCause? CheckFlag(MediaTypeHeaderValue? type, byte[] body, out ActiveContent active)
    {
        active = ActiveContent.None;
        return type?.MediaType is { } mediaType && mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            ? ImageCheck.Check(mediaType, body, out active, type.CharSet?.Trim('"'))
            : FailureCause.OfContent("wrong_content_type", $"A flag must be an image, not '{Shown(type)}'.");
    }

    private static FailureCause? CheckJson(Uri url, MediaTypeHeaderValue? type, Upstream origin, ref byte[] body)
    {
        if (!IsJson(type?.MediaType, url))
        {
            return FailureCause.OfContent("wrong_content_type", $"It must be JSON, not '{Shown(type)}'.");
        }

        if (type?.CharSet?.Trim('"') is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return FailureCause.OfContent("unsupported_charset", $"JSON is UTF-8 (RFC 8259), not '{Clean(charset, origin)}'.");
        }

        body = body.AsSpan().StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        return Utf8.IsValid(body) ? null : FailureCause.OfContent("bad_encoding", "The body is not valid UTF-8.");
    }

    private static FailureCause? CheckFeed(byte[] body)
    {
        try
        {
            FrozenDocument.Check(body);
            RefuseHalfCharacters(body, FrozenDocument.MaxDepth);
            return null;
        }
        catch (FormatException error)
        {
            return FailureCause.OfContent("bad_json", error.Message);
        }
        catch (InvalidOperationException)
        {
            return HalfCharacter;
        }
    }

    private static FailureCause? CheckMetadata(Origin origin, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            RefuseHalfCharacters(body, MostDepth);
            return CheckDocument(document.RootElement, origin);
        }
        catch (JsonException error)
        {
            return FailureCause.OfContent("bad_json", error is { LineNumber: { } line, BytePositionInLine: { } at }
                ? $"The metadata is not JSON: line {line + 1}, byte {at + 1}."
                // Only of a name that stands twice in one object does the reader not say where.
                : "The metadata has the same name twice in one object.");
        }
        catch (InvalidOperationException)
        {
            return HalfCharacter;
        }
    }

    /// <summary><c>\ud800</c> alone is JSON's grammar but no text: whoever reads it later would throw.</summary>
    private static void RefuseHalfCharacters(ReadOnlySpan<byte> body, int depth)
    {
        if (body.IndexOf("\\ud"u8) < 0 && body.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        for (var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = depth }); reader.Read();)
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    private static FailureCause? CheckDocument(JsonElement document, Origin origin)
    {
        if (origin.ErrorField?.Find(document) is { } error && !IsNothing(error))
        {
            return FailureCause.OfContent("error_body", error.ValueKind == JsonValueKind.String
                ? $"The origin answered with an error: {Clean(error.GetString()!, origin)}"
                : "The origin answered with an error.");
        }

        return document.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            && origin.NameField.Find(document) is { ValueKind: JsonValueKind.String } name && !string.IsNullOrWhiteSpace(name.GetString())
            ? null
            : FailureCause.OfContent("schema_mismatch", $"The metadata has no country name where Origins:{origin.Label}:NameField points.");
    }

    /// <summary>As the book's programs do: by the content type, or by the URL's ending where the type says nothing.</summary>
    private static bool IsJson(string? mediaType, Uri url) =>
        mediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true
        || (mediaType?.ToLowerInvariant() is null or "text/plain" or "application/octet-stream"
            && url.AbsolutePath.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.ValueEquals(ReadOnlySpan<byte>.Empty),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    // A parsed media type is a token: nothing in it can do harm but its length.
    private static string Shown(MediaTypeHeaderValue? type) => type?.MediaType switch
    {
        null => "unknown",
        { Length: > 100 } text => text[..100],
        var text => text,
    };

    /// <summary>The origin's words, for people: short, of one line, and without the secrets that it was told.</summary>
    private static string Clean(string text, Upstream origin) => string.Concat(
        origin.Hide(text).Take(MostMessage).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter));
}
