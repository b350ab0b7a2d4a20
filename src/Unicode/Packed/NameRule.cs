namespace Actors.Unicode.Packed;

/// <summary>How a character gets its name (Unicode Standard, section 4.8; a change of a rule is a new data version).</summary>
internal enum NameRule
{
    /// <summary>It has a name of its own.</summary>
    Own,

    /// <summary>Control characters have none, only the label <c>&lt;control-0000&gt;</c> (UAX #44) and aliases.</summary>
    Control,

    /// <summary>NR1: the romanisation of the syllable.</summary>
    Hangul,

    /// <summary>NR2: prefix and hex digits, as the following.</summary>
    CjkUnified,

    CjkCompatibility,

    Tangut,

    Jurchen,

    /// <summary>Table 4-8 says SMALL SEAL CHARACTER-; the prose of chapter 18 says SEAL CHARACTER-, taken for an erratum.</summary>
    Seal,
}

/// <summary>The fixed part of names that follow a rule.</summary>
internal static class NamePrefix
{
    /// <summary>Part of the data version: changes with every change of a rule.</summary>
    public const string RulesVersion = "r1";

    public static ReadOnlySpan<byte> Of(NameRule rule) => rule switch
    {
        NameRule.Hangul => "HANGUL SYLLABLE "u8,
        NameRule.CjkUnified => "CJK UNIFIED IDEOGRAPH-"u8,
        NameRule.CjkCompatibility => "CJK COMPATIBILITY IDEOGRAPH-"u8,
        NameRule.Tangut => "TANGUT IDEOGRAPH-"u8,
        NameRule.Jurchen => "JURCHEN CHARACTER-"u8,
        NameRule.Seal => "SMALL SEAL CHARACTER-"u8,
        _ => default,
    };

    /// <summary>The name ends with the hex digits of the code point.</summary>
    public static bool EndsInHex(NameRule rule) => rule >= NameRule.CjkUnified;
}
