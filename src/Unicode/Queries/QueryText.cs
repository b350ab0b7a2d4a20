namespace Actors.Unicode.Queries;

/// <summary>What must hold of a query before anybody reads it.</summary>
internal static class QueryText
{
    /// <summary>For <c>words</c> and <c>smart</c>.</summary>
    /// <exception cref="QueryException"><c>query_too_long</c>, <c>query_not_text</c>, <c>empty_query</c>.</exception>
    public static void Check(string text, ICharacterClasses classes)
    {
        if (text.Length > QueryLimits.Length)
            throw QueryErrors.TooLong(text.Length, QueryLimits.Length);
        if (text.IndexOf('\0') is >= 0 and var nul)
            throw QueryErrors.NotText("U+0000", nul);
        CheckSurrogates(text);
        if (IsBlank(text, classes))
            throw QueryErrors.Empty();
    }

    /// <summary>
    /// For <c>seed</c>: the book's program takes U+0000 as any other separator, and what a blank query means depends on the transport.
    /// </summary>
    /// <exception cref="QueryException"><c>query_too_long</c>, <c>query_not_text</c>.</exception>
    public static void CheckSeed(string text)
    {
        if (text.Length > QueryLimits.SeedLength)
            throw QueryErrors.TooLong(text.Length, QueryLimits.SeedLength);
        CheckSurrogates(text);
    }

    /// <summary>Nothing but white space.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text, ICharacterClasses classes)
    {
        foreach (var unit in text)
        {
            if (!IsWhiteSpace(unit, classes))
                return false;
        }
        return true;
    }

    /// <summary>Nothing but ASCII punctuation and white space: it asks for nothing.</summary>
    public static bool IsPunctuation(ReadOnlySpan<char> text, ICharacterClasses classes)
    {
        foreach (var unit in text)
        {
            if (!AsciiText.IsPunctuation(unit) && !IsWhiteSpace(unit, classes))
                return false;
        }
        return true;
    }

    /// <summary>White space is in the basic plane, so a unit says enough.</summary>
    public static bool IsWhiteSpace(char unit, ICharacterClasses classes) =>
        unit < 0x80 ? AsciiText.IsWhiteSpace(unit) : classes.IsWhiteSpace(unit);

    private static void CheckSurrogates(string text)
    {
        if (Utf16.IndexOfLoneSurrogate(text) is >= 0 and var position)
            throw QueryErrors.NotText("half of a surrogate pair", position);
    }
}
