using System.Text;

namespace Actors.Unicode.Rows;

/// <summary>One character inside a JSON string.</summary>
internal static class JsonCharacter
{
    /// <summary>Bytes of the longest.</summary>
    public const int MaxLength = 6;

    /// <summary>
    /// Writes it as it is in UTF-8, but for what RFC 8259 (section 7) wants escaped, and the two separators that end a line in
    /// scripts, DEL and the C1 controls, which a terminal might obey.
    /// </summary>
    public static int Write(int codePoint, Span<byte> target)
    {
        if (codePoint is '"' or '\\')
        {
            target[0] = (byte)'\\';
            target[1] = (byte)codePoint;
            return 2;
        }

        if (codePoint is < 0x20 or (>= 0x7F and <= 0x9F) or 0x2028 or 0x2029)
        {
            "\\u"u8.CopyTo(target);
            Characters.HexDigits.Write(codePoint, target[2..]);
            return 6;
        }

        return new Rune(codePoint).EncodeToUtf8(target);
    }
}
