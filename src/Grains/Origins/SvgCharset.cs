using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Actors.Grains.Origins;

/// <summary>
/// Whether the charset of an SVG is known from itself and holds for its bytes. Flags are served without the charset of the response
/// that they came with, so what only that said is lost (RFC 7303 §3).
/// </summary>
internal static partial class SvgCharset
{
    /// <summary>The declaration is the first thing in the document, and short.</summary>
    private const int MostDeclaration = 256;

    /// <summary>Null if it can be read.</summary>
    /// <param name="charset">What the response says; null if nothing.</param>
    public static FailureCause? Check(ReadOnlySpan<byte> body, string? charset)
    {
        if (body is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || body[..Math.Min(body.Length, 4)].Contains((byte)0))
        {
            // UTF-16, which the reader of XML knows by its first bytes.
            return null;
        }

        var hasMark = body.StartsWith("\uFEFF"u8);
        var declared = hasMark ? "utf-8" : Declared(body);
        if (declared is null && charset is not null && !IsUtf8(charset) && !Ascii.IsValid(body))
        {
            return FailureCause.OfContent(
                "unsupported_charset", "The SVG is not in UTF-8 by its Content-Type, and has no XML declaration that says what it is in.");
        }

        return declared is not null && !IsKnown(declared)
            ? FailureCause.OfContent("unsupported_charset", $"The SVG is in '{declared}'.")
            : (declared is null || IsUtf8(declared)) && !Utf8.IsValid(body) && !IsCut(body)
                ? FailureCause.OfContent("bad_encoding", "The SVG is not valid UTF-8.")
                : null;
    }

    private static string? Declared(ReadOnlySpan<byte> body) =>
        body.StartsWith("<?xml"u8)
        && Declaration().Match(Encoding.Latin1.GetString(body[..Math.Min(body.Length, MostDeclaration)])) is { Success: true } match
            ? match.Groups["name"].Value
            : null;

    private static bool IsUtf8(string charset) => charset.ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii";

    private static bool IsKnown(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>It ends within a character.</summary>
    private static bool IsCut(ReadOnlySpan<byte> body)
    {
        for (var less = 1; less < 4 && less < body.Length; less++)
        {
            if (Utf8.IsValid(body[..^less]))
            {
                return Rune.DecodeFromUtf8(body[^less..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"^<\?xml\s[^>]*?\sencoding\s*=\s*[""'](?<name>[A-Za-z0-9._:-]{1,40})[""']",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
