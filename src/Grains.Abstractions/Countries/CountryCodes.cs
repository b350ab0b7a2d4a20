using System.Collections.Immutable;

namespace Actors.Grains.Countries;

/// <summary>Two-letter country codes: the 249 of ISO 3166-1, the 20 most populous, and the syntax of any code.</summary>
public static class CountryCodes
{
    /// <summary>The officially assigned alpha-2 codes of ISO 3166-1, sorted.</summary>
    public static ImmutableArray<string> Iso3166 { get; } = [.. (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
        "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
        "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
        "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU " +
        "MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
        "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
        "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW").Split(' ')];

    /// <summary>What a harvest covers when it names nothing: the 20 most populous countries of <em>Fluent Python</em>, sorted.</summary>
    public static ImmutableArray<string> MostPopulous { get; } =
        [.. "BD BR CD CN DE EG ET FR ID IN IR JP MX NG PH PK RU TR US VN".Split(' ')];

    /// <summary>AA to ZZ: all 676 codes that can be written.</summary>
    public static ImmutableArray<string> Every { get; } =
        [.. from first in Letters from second in Letters select $"{first}{second}"];

    private static IEnumerable<char> Letters => Enumerable.Range('A', 26).Select(letter => (char)letter);

    /// <summary>
    /// Two ASCII letters in any case, made upper case; assigned or not. ASCII only, because full Unicode casing would let
    /// <c>ß</c> pass as <c>SS</c>.
    /// </summary>
    public static bool TryParse(string? text, out string code)
    {
        var valid = text is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second);
        code = valid ? text!.ToUpperInvariant() : string.Empty;
        return valid;
    }
}
