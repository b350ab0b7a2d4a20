using System.Buffers.Binary;

namespace Actors.Grains.Origins;

/// <summary>Whether an image begins and ends as its media type says. Nothing is decoded.</summary>
internal static class ImageCheck
{
    /// <summary>Null if it can be used.</summary>
    /// <param name="charset">What the response says of a text; null if nothing.</param>
    public static FailureCause? Check(string mediaType, byte[] body, out ActiveContent active, string? charset = null)
    {
        active = ActiveContent.None;
        return mediaType.ToLowerInvariant() switch
        {
            "image/svg+xml" => SvgCheck.Check(body, charset, out active),
            "image/png" or "image/apng" => Verdict(
                body is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..], IsWholePng(body), "PNG"),
            "image/gif" => Verdict(
                body.AsSpan().StartsWith("GIF87a"u8) || body.AsSpan().StartsWith("GIF89a"u8),
                body.AsSpan().TrimEnd((byte)0) is [.., 0x3B],
                "GIF"),
            "image/jpeg" or "image/jpg" => Verdict(body is [0xFF, 0xD8, 0xFF, ..], IsWholeJpeg(body), "JPEG"),
            "image/webp" => Verdict(body is [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..], IsWholeRiff(body), "WebP"),
            // Other types pass by their media type; an error page does not.
            _ => Verdict(!LooksLikeHtml(body), true, "an image"),
        };
    }

    private static FailureCause? Verdict(bool hasSignature, bool isWhole, string type) =>
        !hasSignature ? FailureCause.OfContent("bad_signature", $"What was declared as {type} is not.")
        : !isWhole ? FailureCause.OfCutContent("truncated_image", $"The {type} ends early.")
        : null;

    /// <summary>Chunks of length, type, data and check sum, up to IEND (PNG specification §5.3).</summary>
    private static bool IsWholePng(ReadOnlySpan<byte> body)
    {
        for (var at = 8L; at + 12 <= body.Length;)
        {
            var chunk = body[(int)at..];
            at += 12 + BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return at <= body.Length;
            }
        }

        return false;
    }

    /// <summary>An end of image after the last start of a scan: thumbnails come before, and data escapes its FF.</summary>
    private static bool IsWholeJpeg(ReadOnlySpan<byte> body) =>
        body.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) is >= 0 and var scan
        && body[scan..].IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;

    private static bool IsWholeRiff(ReadOnlySpan<byte> body) =>
        body.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) + 8L <= body.Length;

    private static bool LooksLikeHtml(ReadOnlySpan<byte> body)
    {
        var start = body.TrimStart(" \t\r\n"u8);
        return StartsWith(start, "<!doctype html"u8) || StartsWith(start, "<html"u8);

        static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix) =>
            text.Length >= prefix.Length && System.Text.Ascii.EqualsIgnoreCase(text[..prefix.Length], prefix);
    }
}
