using System.Collections.Immutable;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Details;

/// <summary>
/// Reads the name that an address gives to a character or sequence: <c>U+265C</c>, <c>265C</c>, <c>1F1E7-1F1F7</c>,
/// <c>U+1F1E7 U+1F1F7</c>. Any case. 4 to 6 digits; behind <c>U+</c> 1 to 6.
/// </summary>
internal static class CodeText
{
    /// <summary>Most code points of a sequence. The longest emoji of Unicode 18 has ten.</summary>
    public const int MaxCodes = 16;

    private const int MaxDigits = 6;

    /// <exception cref="QueryException"><c>invalid_code</c>, <c>code_out_of_range</c>, with the field <c>code</c>.</exception>
    public static ImmutableArray<int> Parse(string text)
    {
        var codes = ImmutableArray.CreateBuilder<int>(MaxCodes);
        for (var start = 0; start <= text.Length;)
        {
            if (codes.Count == MaxCodes)
                throw Invalid($"A sequence has at most {MaxCodes} code points.", start);
            var length = text.AsSpan(start).IndexOfAny('-', ' ');
            var part = length < 0 ? text.AsSpan(start) : text.AsSpan(start, length);
            codes.Add(Code(part, start));
            start += part.Length + 1;
        }
        return codes.ToImmutable();
    }

    private static int Code(ReadOnlySpan<char> part, int position)
    {
        var isPrefixed = part is ['U' or 'u', '+', ..];
        var digits = isPrefixed ? part[2..] : part;
        var code = AsciiText.Hex(digits);
        if (code > CodeTerms.MaxCodePoint)
            throw new QueryException("code_out_of_range", "code", "Codes end at U+10FFFF.", position);
        return code >= 0 && digits.Length <= MaxDigits && (isPrefixed || digits.Length >= 4)
            ? code
            : throw Invalid("A code is written as U+265C, or as 265C with at least four digits, a sequence of them with hyphens between.", position);
    }

    private static QueryException Invalid(string message, int position) => new("invalid_code", "code", message, position);
}
