namespace Actors.Unicode.Queries;

/// <summary>Fast answers for ASCII, which needs no data.</summary>
internal static class AsciiText
{
    public static bool IsWordCharacter(char unit) => char.IsAsciiLetterOrDigit(unit) || unit == '_';

    /// <summary>ASCII, and neither a word character nor white space. Controls count: all they can do is separate.</summary>
    public static bool IsPunctuation(char unit) => unit < 0x80 && !IsWordCharacter(unit) && !IsWhiteSpace(unit);

    public static bool IsWhiteSpace(char unit) => unit is ' ' or (>= '\t' and <= '\r') or (>= '\x1C' and <= '\x1F');

    /// <summary>The value of hexadecimal digits.</summary>
    /// <returns>-1 if there is none or anything else among them; <see cref="int.MaxValue"/> if it does not fit.</returns>
    public static int Hex(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
                return -1;
            value = Math.Min((value << 4) | (long)FromHex(digit), int.MaxValue);
        }
        return digits.IsEmpty ? -1 : (int)value;
    }

    /// <summary>The value of decimal digits.</summary>
    /// <returns>As <see cref="Hex"/>.</returns>
    public static int Decimal(ReadOnlySpan<char> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            value = Math.Min((value * 10) + (digit - '0'), int.MaxValue);
        }
        return digits.IsEmpty ? -1 : (int)value;
    }

    private static int FromHex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
