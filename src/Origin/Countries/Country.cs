using System.Text.Json.Serialization;

namespace Actors.Origin.Countries;

/// <summary>The facts served as <c>metadata.json</c>. Null is what the data does not say.</summary>
/// <param name="Name">English name.</param>
/// <param name="Code">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Alpha3">ISO 3166-1 alpha-3.</param>
/// <param name="Numeric">ISO 3166-1 numeric: three digits, so a string.</param>
/// <param name="Capital">English name; null for AQ, BV, HM, MO and UM.</param>
/// <param name="Continent">AF, AN, AS, EU, NA, OC or SA.</param>
/// <param name="Currencies">ISO 4217 codes, the main one first; empty for AQ.</param>
/// <param name="Languages">ISO 639-1 codes, the main one first; empty for AQ.</param>
/// <param name="Population">People, as CLDR estimates it.</param>
internal sealed record Country(
    [property: JsonPropertyName("country")] string Name,
    [property: JsonPropertyName("iso_cc")] string Code,
    [property: JsonPropertyName("alpha_3")] string? Alpha3,
    [property: JsonPropertyName("numeric")] string? Numeric,
    [property: JsonPropertyName("capital")] string? Capital,
    [property: JsonPropertyName("continent")] string? Continent,
    [property: JsonPropertyName("currencies")] IReadOnlyList<string> Currencies,
    [property: JsonPropertyName("languages")] IReadOnlyList<string> Languages,
    [property: JsonPropertyName("population")] long? Population);
