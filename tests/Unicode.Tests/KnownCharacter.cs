using System.Text.Json;

namespace Actors.Unicode.Tests;

/// <summary>A character as its row shows it: what naive models are built from.</summary>
internal sealed record KnownCharacter(int Code, string Char, string Name, string Block, string Category, string Age)
{
    private static readonly string[] Rules =
    [
        "CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-", "HANGUL SYLLABLE ", "TANGUT IDEOGRAPH-", "JURCHEN CHARACTER-",
        "SMALL SEAL CHARACTER-",
    ];

    /// <summary>All named characters and controls, in code point order.</summary>
    public static KnownCharacter[] All { get; } = Read();

    /// <summary>The 65 controls have only a label.</summary>
    public bool IsNamed => Name[0] != '<';

    public Version Version { get; } = Version.Parse(Age);

    /// <summary>It shares its name with thousands, but for the last word.</summary>
    public bool IsByRule => Array.Exists(Rules, rule => Name.StartsWith(rule, StringComparison.Ordinal));

    /// <summary>The words of the name.</summary>
    public string[] Words { get; } = Name[0] == '<' ? [] : Name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words that the book's program knows it by.</summary>
    public string[] SeedWords =>
        Name.StartsWith("CJK UNIFIED IDEOGRAPH", StringComparison.Ordinal)
        || Name.StartsWith("CJK COMPATIBILITY IDEOGRAPH", StringComparison.Ordinal)
            ? Words[..3] : Words;

    private static KnownCharacter[] Read()
    {
        var answer = Lookup.Find("U+0000..U+10FFFF", format: RowFormat.Json);
        using var rows = JsonDocument.Parse((byte[])[(byte)'[', .. answer.Rows.Span, (byte)']']);
        return [.. rows.RootElement.EnumerateArray().Select(row => new KnownCharacter(
            Convert.ToInt32(row.GetProperty("code").GetString()![2..], 16),
            row.GetProperty("char").GetString()!,
            row.GetProperty("name").GetString()!,
            row.GetProperty("block").GetString()!,
            row.GetProperty("category").GetString()!,
            row.GetProperty("age").GetString()!))];
    }
}
