using System.Text.Json;
using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>The countries whose flag is a sequence of two regional indicators, with their English names.</summary>
internal static class PackedCountries
{
    private const int RegionalIndicatorA = 0x1F1E6;

    // Flags of RGI_Emoji_Flag_Sequence that belong to no country of ISO 3166-1.
    private static readonly string[] NoCountries = ["AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN", "XK"];

    public static void Write(PackWriter pack, string modules, ModuleFile unicode)
    {
        using var countries = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(modules, "countries-list", "countries.min.json")));
        pack.Texts(PackSection.Countries, unicode.Json("Sequence_Property/RGI_Emoji_Flag_Sequence/index.mjs").EnumerateArray()
            .Select(flag => Code(flag.GetString()!)).Except(NoCountries, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(code => new[] { code, countries.RootElement.GetProperty(code).GetProperty("name").GetString()! }));
    }

    private static string Code(string flag) => string.Concat(flag.EnumerateRunes().Select(rune => (char)('A' + rune.Value - RegionalIndicatorA)));
}
