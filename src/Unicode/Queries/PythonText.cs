using System.Globalization;
using System.Text;

namespace Actors.Unicode.Queries;

/// <summary>The two of Python's string functions that are visible in the book's answers.</summary>
internal static class PythonText
{
    /// <summary><c>text.strip()</c></summary>
    public static string Strip(string text, ICharacterClasses classes)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && QueryText.IsWhiteSpace(text[start], classes))
            start++;
        while (end > start && QueryText.IsWhiteSpace(text[end - 1], classes))
            end--;
        return text[start..end];
    }

    /// <summary>
    /// <c>repr(text)</c>: in single quotes, or in double quotes if the text has single ones and no double ones; a backslash before
    /// backslashes and the quote in use; <c>\n \r \t</c>; what is not printable as <c>\xNN</c>, <c>\uNNNN</c> or <c>\UNNNNNNNN</c>.
    /// </summary>
    public static string Repr(string text, ICharacterClasses classes)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var repr = new StringBuilder(text.Length + 2).Append(quote);
        for (var position = 0; position < text.Length;)
        {
            var codePoint = Utf16.CodePointAt(text, position, out var length);
            if (codePoint == quote || codePoint == '\\')
                repr.Append('\\').Append((char)codePoint);
            else if (IsPrintable(codePoint, classes))
                repr.Append(text, position, length);
            else
                AppendEscape(repr, codePoint);
            position += length;
        }
        return repr.Append(quote).ToString();
    }

    /// <summary>The book's status line.</summary>
    /// <param name="query">As it was written; stripped and quoted here.</param>
    /// <param name="total">How many characters it finds.</param>
    /// <param name="classes">Facts about characters.</param>
    public static string Status(string query, int total, ICharacterClasses classes)
    {
        var quoted = Repr(Strip(query, classes), classes);
        return total switch
        {
            0 => $"No match for {quoted}",
            1 => $"1 match for {quoted}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{total} matches for {quoted}"),
        };
    }

    private static bool IsPrintable(int codePoint, ICharacterClasses classes) => codePoint switch
    {
        < 0x80 => codePoint is >= ' ' and < 0x7F,
        >= 0xD800 and <= 0xDFFF => false,
        _ => classes.IsPrintable(codePoint),
    };

    private static void AppendEscape(StringBuilder repr, int codePoint) => _ = codePoint switch
    {
        '\n' => repr.Append(@"\n"),
        '\r' => repr.Append(@"\r"),
        '\t' => repr.Append(@"\t"),
        < 0x100 => repr.Append(CultureInfo.InvariantCulture, $@"\x{codePoint:x2}"),
        < 0x10000 => repr.Append(CultureInfo.InvariantCulture, $@"\u{codePoint:x4}"),
        _ => repr.Append(CultureInfo.InvariantCulture, $@"\U{codePoint:x8}"),
    };
}
