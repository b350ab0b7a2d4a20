using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Actors.Unicode.Queries;

/// <summary>
/// Codes as programs and pages write them, one or several without anything between: <c>\u265c</c> (pairs too),
/// <c>\u{1F600}</c>, <c>\U0001F600</c>; <c>&amp;#9820;</c>, <c>&amp;#x265C;</c>; <c>%E2%99%9C</c> (UTF-8).
/// </summary>
internal static class EscapedCodes
{
    /// <summary>The code points of a token; default if it does not start as one of the forms.</summary>
    /// <exception cref="QueryException"><c>bad_term</c>, <c>code_out_of_range</c>.</exception>
    public static ImmutableArray<int> Read(ReadOnlySpan<char> token, int start) => token switch
    {
        ['\\', 'u' or 'U', ..] => Backslashes(token, start),
        ['&', '#', ..] => References(token, start),
        ['%', var high, var low, ..] when char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low) => Percents(token, start),
        _ => default,
    };

    /// <summary>Decodes UTF-8 from its start.</summary>
    /// <param name="bytes">Complete or cut anywhere.</param>
    /// <param name="codes">Gets the code points.</param>
    /// <returns><see cref="OperationStatus.NeedMoreData"/> if the last character lacks bytes.</returns>
    public static OperationStatus DecodeUtf8(ReadOnlySpan<byte> bytes, List<int> codes)
    {
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status != OperationStatus.Done)
                return status;
            codes.Add(rune.Value);
            bytes = bytes[length..];
        }
        return OperationStatus.Done;
    }

    private static ImmutableArray<int> Backslashes(ReadOnlySpan<char> token, int start)
    {
        const string Form = @"\u265C with four digits, \u{1F600} or \U0001F600";
        var codes = new List<int>();
        for (var at = 0; at < token.Length;)
        {
            var rest = token[at..];
            var (skipped, digits, taken) = rest switch
            {
                ['\\', 'u', '{', ..] when rest.IndexOf('}') is > 0 and var close => (3, close - 3, close + 1),
                ['\\', 'u', ..] when rest.Length >= 6 => (2, 4, 6),
                ['\\', 'U', ..] when rest.Length >= 10 => (2, 8, 10),
                _ => (0, 0, 0),
            };
            codes.Add(CodeTerms.Checked(AsciiText.Hex(rest.Slice(skipped, digits)), Form, start + at));
            at += taken;
        }
        return CodeTerms.JoinPairs(CollectionsMarshal.AsSpan(codes));
    }

    private static ImmutableArray<int> References(ReadOnlySpan<char> token, int start)
    {
        const string Form = "&#9820; or &#x265C;";
        var codes = ImmutableArray.CreateBuilder<int>();
        for (var at = 0; at < token.Length;)
        {
            var rest = token[at..];
            if (rest is not ['&', '#', ..])
                throw QueryErrors.BadTerm($"A code is written as {Form}.", start + at);
            var end = rest[2..].IndexOfAny('&', ';');
            var number = end < 0 ? rest[2..] : rest.Slice(2, end);
            var code = number is ['x' or 'X', .. var hex] ? AsciiText.Hex(hex) : AsciiText.Decimal(number);
            codes.Add(CodeTerms.Checked(code, Form, start + at));
            at += 2 + number.Length;
            if (at < token.Length && token[at] == ';')
                at++;
        }
        return codes.ToImmutable();
    }

    private static ImmutableArray<int> Percents(ReadOnlySpan<char> token, int start)
    {
        Span<byte> bytes = stackalloc byte[QueryLimits.Length / 3];
        var count = token.Length / 3;
        for (var i = 0; i < count; i++)
        {
            var value = token[3 * i] == '%' ? AsciiText.Hex(token.Slice((3 * i) + 1, 2)) : -1;
            bytes[i] = (byte)CodeTerms.Checked(value, "%E2%99%9C, the bytes of UTF-8", start + (3 * i));
        }
        var codes = new List<int>();
        return count * 3 == token.Length && DecodeUtf8(bytes[..count], codes) == OperationStatus.Done
            ? [.. codes]
            : throw QueryErrors.BadTerm("The percent-encoded bytes are not UTF-8.", start);
    }
}
