using System.Collections.Immutable;

namespace Actors.Unicode.Queries;

/// <summary>
/// Recognises codes among bare tokens: <c>U+265C</c>, <c>0x265c</c>, ranges of them or of bare codes of 4 to 6 digits, and what
/// <see cref="EscapedCodes"/> knows. A token that starts as a code and is none is an error rather than a word that nobody meant.
/// </summary>
internal static class CodeTerms
{
    public const int MaxCodePoint = 0x10FFFF;

    /// <summary>The code or range that a token is; null if it is none.</summary>
    /// <exception cref="QueryException"><c>bad_term</c>, <c>code_out_of_range</c>, <c>reversed_range</c>.</exception>
    public static QueryNode? Read(ReadOnlySpan<char> token, int start)
    {
        var dots = token.IndexOf("..");
        if (dots > 0 && (IsPrefixed(token) || (IsBare(token[..dots]) && IsCode(token[(dots + 2)..]))))
            return Range(token, dots, start);
        if (IsPrefixed(token))
            return new QueryNode.CodePoints([Code(token, start)], IsLiteral: false, start);
        var codes = EscapedCodes.Read(token, start);
        return codes.IsDefault ? null : new QueryNode.CodePoints(codes, IsLiteral: false, start);
    }

    /// <summary>Lets a value pass that is a code point; -1 stands for something that is no number.</summary>
    /// <exception cref="QueryException"><c>bad_term</c>, <c>code_out_of_range</c>.</exception>
    public static int Checked(int value, string form, int position) => value switch
    {
        < 0 => throw QueryErrors.BadTerm($"A code is written as {form}.", position),
        > MaxCodePoint => throw QueryErrors.CodeOutOfRange(position),
        _ => value,
    };

    /// <summary>Two surrogates that make a pair become the character they stand for.</summary>
    public static ImmutableArray<int> JoinPairs(ReadOnlySpan<int> codes)
    {
        var joined = ImmutableArray.CreateBuilder<int>(codes.Length);
        foreach (var code in codes)
        {
            if (code is >= 0xDC00 and <= 0xDFFF && joined.Count > 0 && joined[^1] is >= 0xD800 and <= 0xDBFF)
                joined[^1] = char.ConvertToUtf32((char)joined[^1], (char)code);
            else
                joined.Add(code);
        }
        return joined.ToImmutable();
    }

    private static QueryNode.Range Range(ReadOnlySpan<char> token, int dots, int start)
    {
        var first = Code(token[..dots], start);
        var last = Code(token[(dots + 2)..], start + dots + 2);
        return first <= last ? new(first, last, start) : throw QueryErrors.ReversedRange(start);
    }

    private static int Code(ReadOnlySpan<char> code, int position) =>
        Checked(AsciiText.Hex(IsPrefixed(code) ? code[2..] : code), "U+265C, a range as U+2600..U+26FF", position);

    private static bool IsCode(ReadOnlySpan<char> token) => IsPrefixed(token) || IsBare(token);

    private static bool IsPrefixed(ReadOnlySpan<char> token) => token is ['U' or 'u', '+', ..] or ['0', 'x' or 'X', ..];

    private static bool IsBare(ReadOnlySpan<char> token) => token.Length is >= 4 and <= 6 && AsciiText.Hex(token) >= 0;
}
