using System.Buffers;
using System.Text;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Chars;

/// <summary>
/// Percent-encoding (RFC 3986 §2.1) read strictly. The framework's decoders leave an invalid escape as it is or make
/// U+FFFD of it, so that a search would be for something that nobody wrote.
/// </summary>
internal static class PercentText
{
    private const int Escape = 3;
    private const int LongestCharacter = 4;
    private const int OnStack = 512;
    private static readonly SearchValues<char> Special = SearchValues.Create("%+");

    /// <param name="raw">As it was sent.</param>
    /// <param name="field">What it is the value of, for the problem.</param>
    /// <param name="plusIsSpace">True in a query (HTML's form encoding), false in a path.</param>
    /// <exception cref="ProblemException">An escape that is none, or bytes that are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<char> raw, string field, bool plusIsSpace)
    {
        if (!raw.ContainsAny(Special))
            return raw.ToString();
        Span<char> text = raw.Length <= OnStack ? stackalloc char[OnStack] : new char[raw.Length];
        var length = 0;
        for (var position = 0; position < raw.Length;)
        {
            if (raw[position] == '%')
            {
                var (rune, escapes) = DecodeOne(raw[position..]);
                if (escapes == 0)
                    throw Invalid(field, position);
                position += escapes * Escape;
                length += rune.EncodeToUtf16(text[length..]);
                continue;
            }

            text[length++] = raw[position] == '+' && plusIsSpace ? ' ' : raw[position];
            position++;
        }

        return new string(text[..length]);
    }

    /// <returns>The character at the start and of how many escapes it is made; 0 if of none.</returns>
    private static (Rune Character, int Escapes) DecodeOne(ReadOnlySpan<char> raw)
    {
        Span<byte> bytes = stackalloc byte[LongestCharacter];
        var count = 0;
        while (count < LongestCharacter && raw.Length >= Escape && raw[0] == '%'
            && Convert.FromHexString(raw[1..Escape], bytes[count..], out _, out _) == OperationStatus.Done)
        {
            count++;
            raw = raw[Escape..];
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) == OperationStatus.Done ? (rune, used) : default;
    }

    private static ProblemException Invalid(string field, int position) => new(new Problem(
        StatusCodes.Status400BadRequest, "invalid_encoding",
        $"'{field}', as it was sent, is not percent-encoded UTF-8 text at position {position}.", field)
    {
        Position = position,
    });
}
