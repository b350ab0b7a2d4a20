using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Origins;

namespace Actors.Grains.Harvests;

/// <summary>Which codes a request means, in the order in which they are harvested.</summary>
internal static class CountrySelection
{
    /// <exception cref="InvalidRequestException">A code is not one or two ASCII letters.</exception>
    public static ImmutableArray<string> Of(HarvestRequest request, Origin origin)
    {
        var codes = request switch
        {
            { Every: true } => CountryCodes.Every,
            { All: true } => origin.Codes,
            { Countries: { IsDefaultOrEmpty: true } } => CountryCodes.MostPopulous,
            _ => request.Countries.SelectMany(Expand),
        };
        return [.. codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(request.Limit ?? int.MaxValue)];
    }

    private static IEnumerable<string> Expand(string text, int index) =>
        text is [var letter] && char.IsAsciiLetter(letter)
            ? CountryCodes.Every.Where(code => code[0] == char.ToUpperInvariant(letter))
            : CountryCodes.TryParse(text, out var code)
                ? [code]
                : throw new InvalidRequestException(
                    "invalid_country", $"countries[{index}]", $"'{text}' is not one or two ASCII letters.");
}
