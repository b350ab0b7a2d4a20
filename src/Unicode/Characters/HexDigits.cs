namespace Actors.Unicode.Characters;

/// <summary>Code points as the standard writes them: upper-case hex digits, at least four.</summary>
internal static class HexDigits
{
    public const int MaxLength = 6;

    /// <returns>Digits written, 4 to 6.</returns>
    public static int Write(int codePoint, Span<byte> target)
    {
        var digits = codePoint > 0xFFFFF ? 6 : codePoint > 0xFFFF ? 5 : 4;
        for (var index = digits - 1; index >= 0; index--, codePoint >>= 4)
            target[index] = "0123456789ABCDEF"u8[codePoint & 0xF];
        return digits;
    }

    /// <summary>Reads a code point exactly as <see cref="Write"/> writes it: no spare zeros, no lower case; -1 for anything else.</summary>
    public static int Read(ReadOnlySpan<byte> text) => text.Length > 4 && text[0] == '0' ? -1 : ReadLoose(text);

    /// <summary>Reads 4 to 6 digits, spare zeros included; -1 for anything else.</summary>
    public static int ReadLoose(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 4 or > MaxLength)
            return -1;
        var codePoint = 0;
        foreach (var digit in text)
        {
            var value = digit switch { >= (byte)'0' and <= (byte)'9' => digit - '0', >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10, _ => -1 };
            if (value < 0)
                return -1;
            codePoint = (codePoint << 4) | value;
        }

        return codePoint;
    }
}
