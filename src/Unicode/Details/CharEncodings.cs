using System.Globalization;
using System.Text;

namespace Actors.Unicode.Details;

/// <summary>
/// How a character or sequence is written elsewhere. A form that cannot express it is null: surrogates are no text, HTML and CSS read
/// some numbers as other characters.
/// </summary>
/// <param name="Utf8"><c>E2 99 9C</c></param>
/// <param name="Utf16"><c>D83D DE00</c>, a group for each unit.</param>
/// <param name="Utf32"><c>0000265C</c></param>
/// <param name="Html"><c>&amp;#x265C;</c></param>
/// <param name="Json"><c>\u265C</c>, pairs beyond FFFF, as in a JSON string.</param>
/// <param name="Percent"><c>%E2%99%9C</c></param>
/// <param name="CSharp"><c>\u265C</c> or <c>\U0001F600</c>, as in a C# string.</param>
/// <param name="Css"><c>\265C</c>, the blank between two being part of the escape.</param>
internal sealed record CharEncodings(
    string? Utf8, string? Utf16, string? Utf32, string? Html, string? Json, string? Percent, string? CSharp, string? Css)
{
    /// <param name="codes">Code points, 0 to 10FFFF, surrogates too.</param>
    public static CharEncodings Of(ReadOnlySpan<int> codes)
    {
        var isText = !Any(codes, IsSurrogate);
        // Escapes may name a lone surrogate, but two that make a pair would be read as another character.
        var isEscapable = !HasPair(codes);
        return new(
            isText ? Join(codes, AppendUtf8, " ") : null,
            isText ? Join(codes, AppendUtf16, " ") : null,
            isText ? Join(codes, (text, code) => Append(text, $"{code:X8}"), " ") : null,
            Any(codes, IsOtherInHtml) ? null : Join(codes, (text, code) => Append(text, $"&#x{code:X};"), ""),
            isEscapable ? Join(codes, AppendJson, "") : null,
            isText ? Join(codes, AppendPercent, "") : null,
            isEscapable ? Join(codes, (text, code) => Append(text, code > 0xFFFF ? $@"\U{code:X8}" : $@"\u{code:X4}"), "") : null,
            isText && !codes.Contains(0) ? Join(codes, (text, code) => Append(text, $@"\{code:X}"), " ") : null);
    }

    private static bool IsSurrogate(int code) => code is >= 0xD800 and <= 0xDFFF;

    // HTML, numeric character reference end state: 0 and surrogates become U+FFFD, 80 to 9F are read as windows-1252, which has no
    // character for five of them.
    private static bool IsOtherInHtml(int code) =>
        code == 0 || IsSurrogate(code) || code is >= 0x80 and <= 0x9F and not (0x81 or 0x8D or 0x8F or 0x90 or 0x9D);

    private static bool HasPair(ReadOnlySpan<int> codes)
    {
        for (var i = 1; i < codes.Length; i++)
        {
            if (codes[i - 1] is >= 0xD800 and <= 0xDBFF && codes[i] is >= 0xDC00 and <= 0xDFFF)
                return true;
        }
        return false;
    }

    private static bool Any(ReadOnlySpan<int> codes, Func<int, bool> condition)
    {
        foreach (var code in codes)
        {
            if (condition(code))
                return true;
        }
        return false;
    }

    private static string Join(ReadOnlySpan<int> codes, Action<StringBuilder, int> append, string between)
    {
        var text = new StringBuilder();
        foreach (var code in codes)
        {
            if (text.Length > 0)
                text.Append(between);
            append(text, code);
        }
        return text.ToString();
    }

    private static void AppendUtf8(StringBuilder text, int code)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = new Rune(code).EncodeToUtf8(bytes);
        text.Append(CultureInfo.InvariantCulture, $"{bytes[0]:X2}");
        foreach (var value in bytes[1..length])
            text.Append(CultureInfo.InvariantCulture, $" {value:X2}");
    }

    private static void AppendPercent(StringBuilder text, int code)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = new Rune(code).EncodeToUtf8(bytes);
        foreach (var value in bytes[..length])
            text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
    }

    private static void AppendUtf16(StringBuilder text, int code)
    {
        if (code > 0xFFFF)
            text.Append(CultureInfo.InvariantCulture, $"{High(code):X4} {Low(code):X4}");
        else
            text.Append(CultureInfo.InvariantCulture, $"{code:X4}");
    }

    private static void AppendJson(StringBuilder text, int code)
    {
        if (code > 0xFFFF)
            text.Append(CultureInfo.InvariantCulture, $@"\u{High(code):X4}\u{Low(code):X4}");
        else
            text.Append(CultureInfo.InvariantCulture, $@"\u{code:X4}");
    }

    private static void Append(StringBuilder text, string form) => text.Append(form);

    private static int High(int code) => 0xD800 + ((code - 0x10000) >> 10);

    private static int Low(int code) => 0xDC00 + (code & 0x3FF);
}
