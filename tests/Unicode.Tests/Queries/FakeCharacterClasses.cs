using Actors.Unicode.Queries;

namespace Actors.Unicode.Tests.Queries;

/// <summary>ASCII, Latin-1, some of the blocks that the tests write, and the characters whose case is odd.</summary>
internal sealed class FakeCharacterClasses : ICharacterClasses
{
    public static readonly FakeCharacterClasses Instance = new();

    public bool IsWordCharacter(int codePoint) => codePoint switch
    {
        < 0x80 => codePoint == '_' || char.IsAsciiLetterOrDigit((char)codePoint),
        0xAA or 0xB2 or 0xB3 or 0xB5 or 0xB9 or 0xBA or 0xBC or 0xBD or 0xBE => true,
        0xD7 or 0xF7 => false,
        >= 0xC0 and <= 0x24F => true,
        0x2BC or 0x390 => true,
        >= 0x2460 and <= 0x249B => true, // ②
        >= 0x3041 and <= 0x3096 or >= 0x30A1 and <= 0x30FA or 0x30FC => true,
        >= 0x4E00 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 => true,
        >= 0xFB00 and <= 0xFB06 => true,
        >= 0x1D400 and <= 0x1D454 => true,
        _ => false,
    };

    public bool IsWhiteSpace(int codePoint) =>
        codePoint is >= 9 and <= 13 or >= 0x1C and <= 0x20 or 0x85 or 0xA0 or 0x1680 or >= 0x2000 and <= 0x200A
            or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    public bool IsPrintable(int codePoint) => codePoint switch
    {
        < 0x20 or (>= 0x7F and <= 0xA0) or 0xAD or 0x378 => false,
        >= 0x2000 and <= 0x200F or >= 0x2028 and <= 0x202F or 0x3000 or 0xFEFF => false,
        >= 0xD800 and <= 0xF8FF or 0xFFFE or 0xFFFF or >= 0xE0000 => false,
        _ => true,
    };

    public bool TryUpperCase(int codePoint, Span<int> upper, out int length)
    {
        int[]? mapping = codePoint switch
        {
            >= 'a' and <= 'z' => [codePoint - 32],
            0xB5 => [0x39C],
            0xDF => ['S', 'S'],
            0xFF => [0x178],
            0xF7 => null,
            >= 0xE0 and < 0xFF => [codePoint - 32],
            0x131 => ['I'],
            0x149 => [0x2BC, 'N'],
            0x17F => ['S'],
            0x390 => [0x399, 0x308, 0x301],
            0xFB01 => ['F', 'I'],
            _ => null,
        };
        length = mapping?.Length ?? 0;
        mapping?.CopyTo(upper);
        return mapping is not null;
    }
}
