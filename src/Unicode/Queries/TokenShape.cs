namespace Actors.Unicode.Queries;

/// <summary>What a bare token is made of: decides between words and characters to identify.</summary>
/// <param name="HasAsciiWord">It has an ASCII letter, digit or underscore: it is words.</param>
/// <param name="IsPunctuation">It has nothing but ASCII punctuation: it is nothing.</param>
/// <param name="IsForeignWord">Nothing but word characters beyond ASCII, with perhaps a <c>*</c> at the end.</param>
/// <param name="HasStar">It ends with a <c>*</c>.</param>
/// <param name="CodePoints">How many it has, without that <c>*</c>.</param>
internal readonly record struct TokenShape(bool HasAsciiWord, bool IsPunctuation, bool IsForeignWord, bool HasStar, int CodePoints)
{
    public static TokenShape Of(ReadOnlySpan<char> token, ICharacterClasses classes)
    {
        var (hasAsciiWord, isPunctuation, hasOther, codePoints) = (false, true, false, 0);
        var hasStar = token is [.., '*'];
        var rest = hasStar ? token[..^1] : token;
        for (var position = 0; position < rest.Length; codePoints++)
        {
            var codePoint = Utf16.CodePointAt(rest, position, out var length);
            position += length;
            hasAsciiWord |= codePoint < 0x80 && AsciiText.IsWordCharacter((char)codePoint);
            isPunctuation &= codePoint < 0x80 && AsciiText.IsPunctuation((char)codePoint);
            hasOther |= codePoint < 0x80 || !classes.IsWordCharacter(codePoint);
        }
        return new(hasAsciiWord, isPunctuation, !hasOther && codePoints > 0, hasStar, codePoints);
    }
}
