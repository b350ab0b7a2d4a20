namespace Actors.Unicode.Queries;

/// <summary>
/// What reading a query asks about characters. Answered from our own data: the runtime's is older, and its classes differ from
/// Python's, which the book's program used. Safe for any number of threads.
/// </summary>
internal interface ICharacterClasses
{
    /// <summary>Categories L*, Nd, Nl, No, and the underscore: Python's <c>\w</c>.</summary>
    bool IsWordCharacter(int codePoint);

    /// <summary>As Python's <c>str.isspace</c>: White_Space, and U+001C to U+001F.</summary>
    bool IsWhiteSpace(int codePoint);

    /// <summary>As Python's <c>str.isprintable</c>.</summary>
    bool IsPrintable(int codePoint);

    /// <summary>The full, unconditional upper-casing.</summary>
    /// <param name="codePoint">Any code point.</param>
    /// <param name="upper">Room for three code points.</param>
    /// <param name="length">Code points written, 1 to 3.</param>
    /// <returns>False if the character is its own upper case; nothing is written then.</returns>
    bool TryUpperCase(int codePoint, Span<int> upper, out int length);
}
