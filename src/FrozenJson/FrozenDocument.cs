using System.Text.Json;

namespace Actors.FrozenJson;

/// <summary>Reads a JSON document (RFC 8259) that is to be looked at and never changed.</summary>
public static class FrozenDocument
{
    /// <summary>Levels of objects and arrays within each other; deeper documents are refused.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// The root of a document. The bytes are not copied: whoever owns them must not change them. What the parser keeps beside
    /// them is 12 bytes for each name and value, in an array whose length is a power of two.
    /// </summary>
    /// <param name="utf8">One JSON value in UTF-8; white space around it and a byte order mark before it are allowed.</param>
    /// <exception cref="FormatException">It is no JSON, not UTF-8, deeper than <see cref="MaxDepth"/>, or a key occurs twice in an object.</exception>
    public static FrozenNode Parse(ReadOnlyMemory<byte> utf8)
    {
        return new FrozenNode(Read(utf8).RootElement);
    }

    /// <summary>Whether <see cref="Parse"/> would do; keeps nothing.</summary>
    /// <exception cref="FormatException">As there.</exception>
    public static void Check(ReadOnlyMemory<byte> utf8) => Read(utf8).Dispose();

    private static JsonDocument Read(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (Utf8Position.FirstInvalid(text.Span) is >= 0 and var invalid)
            throw new FormatException($"Byte {invalid} is no UTF-8.{Utf8Position.Hint(utf8.Span)}");
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException e)
        {
            throw new FormatException($"This is no JSON that can be read: {e.Message}", e);
        }
    }
}
