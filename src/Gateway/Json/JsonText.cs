using System.Globalization;
using System.Text;

namespace Actors.Gateway.Json;

/// <summary>Looks into strings of JSON that cannot be decoded.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>Where the first half of a surrogate pair without its other half is.</summary>
    /// <param name="raw">A string with its quotation marks, valid as JSON (RFC 8259 §7) and as UTF-8.</param>
    /// <returns>UTF-16 units of the decoded string from 0; -1 if there is none.</returns>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<byte> raw)
    {
        var rest = raw[1..^1];
        char? high = null;
        for (var position = 0; !rest.IsEmpty; position++)
        {
            var unit = Read(ref rest, out var isPair);
            if (high is not null && !char.IsLowSurrogate(unit))
                return position - 1;
            if (high is null && char.IsLowSurrogate(unit))
                return position;
            high = char.IsHighSurrogate(unit) ? unit : null;
            if (high is not null && rest.IsEmpty)
                return position;
            position += isPair ? 1 : 0;
        }

        return -1;
    }

    // Surrogates stand there as \uXXXX only: what UTF-8 has beyond U+FFFF is a pair and a character.
    private static char Read(ref ReadOnlySpan<byte> text, out bool isPair)
    {
        isPair = false;
        var (unit, length) = text switch
        {
            [(byte)'\\', (byte)'u', ..] => ((char)ushort.Parse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), EscapeLength),
            [(byte)'\\', ..] => (' ', 2),
            _ => (' ', 0),
        };
        if (length == 0)
        {
            Rune.DecodeFromUtf8(text, out var rune, out length);
            isPair = !rune.IsBmp;
        }

        text = text[length..];
        return unit;
    }
}
