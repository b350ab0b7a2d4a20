using System.Collections.Immutable;
using System.Text.Json;
using Actors.Grains.Origins;

namespace Actors.Grains.Countries;

/// <summary>What a country can be found by, as its metadata says it.</summary>
internal sealed record CountryFacts(ImmutableArray<string> Continents, ImmutableArray<string> Currencies, ImmutableArray<string> Languages)
{
    /// <summary>Some origins write the code, others the name; readers may do either.</summary>
    private static readonly ImmutableArray<(string Code, string Name)> ContinentNames =
    [
        ("AF", "Africa"), ("AN", "Antarctica"), ("AS", "Asia"), ("EU", "Europe"), ("NA", "North America"), ("OC", "Oceania"),
        ("SA", "South America"),
    ];

    public static CountryFacts None { get; } = new([], [], []);

    public static CountryFacts Of(byte[]? metadata, Origin origin)
    {
        if (metadata is null)
        {
            return None;
        }

        using var document = JsonDocument.Parse(metadata);
        var root = document.RootElement;
        return new CountryFacts(
            [.. origin.ContinentField.Texts(root)],
            // A currency's name or sign may stand beside its code (ISO 4217).
            [.. origin.CurrencyField.Texts(root).Where(text => text.Length == 3)],
            [.. origin.LanguageField.Texts(root)]);
    }

    public bool Match(CountryFilter filter, string code, string? name) =>
        (filter.Query is not { } query || Holds(code, query) || Holds(name, query))
        && (filter.Continent is not { } continent || Continents.Any(word => Is(CodeOf(word), CodeOf(continent))))
        && (filter.Currency is not { } currency || Currencies.Any(word => Is(word, currency)))
        && (filter.Language is not { } language || Languages.Any(word => Is(word, language)));

    private static bool Is(string word, string wanted) => word.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private static string CodeOf(string continent) =>
        ContinentNames.FirstOrDefault(known => Is(known.Name, continent)).Code ?? continent;
}
