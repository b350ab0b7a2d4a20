namespace Actors.Unicode.Queries;

/// <summary>
/// Recognises queries without any grammar, most of all there are: for them <see cref="WordTokenizer"/> says the same as
/// <see cref="QueryParser"/> and allocates nothing.
/// </summary>
internal static class PlainWords
{
    /// <summary>
    /// ASCII letters and digits, each word perhaps with a <c>*</c>, and blanks only, at least one word, within the limits, without
    /// <c>OR</c>. A word of 4 to 6 hexadecimal digits may be a code beside words, but alone it may also be a code without a name,
    /// which the parser tells.
    /// </summary>
    public static bool Are(ReadOnlySpan<char> text)
    {
        if (text.Length > QueryLimits.Length)
            return false;
        var (words, codes) = (0, 0);
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] == ' ')
                continue;
            var start = position;
            var isHex = true;
            while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
                isHex &= char.IsAsciiHexDigit(text[position++]);
            var isPrefix = position > start && position < text.Length && text[position] == '*';
            if (isPrefix)
                position++;
            if (position < text.Length && text[position] != ' ')
                return false;
            if (++words > QueryLimits.Terms || !IsPlain(text[start..(isPrefix ? position - 1 : position)]))
                return false;
            codes += isHex && !isPrefix && position - start is >= 4 and <= 6 ? 1 : 0;
        }
        return words > 1 || words > codes;
    }

    private static bool IsPlain(ReadOnlySpan<char> word) => word.Length <= QueryLimits.WordLength && word is not "OR" && !IsPrefix(word);

    // The beginning of 0x41.
    private static bool IsPrefix(ReadOnlySpan<char> word) => word is ['0', 'x' or 'X', ..];
}
