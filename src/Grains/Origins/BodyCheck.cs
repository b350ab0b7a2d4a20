using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using Actors.Grains.Countries;

namespace Actors.Grains.Origins;

/// <summary>Whether a body is what was asked for: a 200 with an HTML error page must not become a flag.</summary>
internal static class BodyCheck
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Null if the body can be used; it may come back shorter, without a byte order mark.</summary>
    public static FailureCause? Check(Parts part, Uri url, MediaTypeHeaderValue? type, Origin origin, ref byte[] body)
    {
        if (body.Length == 0)
        {
            return FailureCause.OfContent("empty_body", "The origin sent an empty body.") with { IsRetryable = true };
        }

        return part == Parts.Flag ? CheckFlag(type) : CheckMetadata(url, type, origin, ref body);
    }

    private static FailureCause? CheckFlag(MediaTypeHeaderValue? type) =>
        type?.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
            ? null
            : FailureCause.OfContent("wrong_content_type", $"A flag must be an image, not '{type?.MediaType ?? "unknown"}'.");

    private static FailureCause? CheckMetadata(Uri url, MediaTypeHeaderValue? type, Origin origin, ref byte[] body)
    {
        // As the book's programs do: by the content type, or by the URL's ending.
        if (type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true
            && !url.AbsolutePath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return FailureCause.OfContent("wrong_content_type", $"Metadata must be JSON, not '{type?.MediaType ?? "unknown"}'.");
        }

        if (type?.CharSet?.Trim('"') is { } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            return FailureCause.OfContent("unsupported_charset", $"JSON is UTF-8 (RFC 8259), not '{charset}'.");
        }

        body = body.AsSpan().StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        if (!Utf8.IsValid(body))
        {
            return FailureCause.OfContent("bad_encoding", "The metadata is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                && origin.NameField.Find(document.RootElement) is { ValueKind: JsonValueKind.String }
                ? null
                : FailureCause.OfContent("schema_mismatch", "The metadata has no country name where NameField points.");
        }
        catch (JsonException error)
        {
            return FailureCause.OfContent("bad_json", $"The metadata is not JSON: line {error.LineNumber}, byte {error.BytePositionInLine}.");
        }
    }
}
