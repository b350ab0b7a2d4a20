namespace Actors.Grains.Countries;

/// <summary>Which stored countries are wanted, by their metadata; every member that is not null must match, ignoring case.</summary>
/// <param name="Query">Part of the code or of the country's name.</param>
/// <param name="Continent">Code or name of its continent, whole.</param>
/// <param name="Currency">Code of one of its currencies, whole.</param>
/// <param name="Language">Code or name of one of its languages, whole.</param>
[GenerateSerializer, Immutable, Alias("actors.country-filter")]
public sealed record CountryFilter(
    [property: Id(0)] string? Query = null, [property: Id(1)] string? Continent = null,
    [property: Id(2)] string? Currency = null, [property: Id(3)] string? Language = null)
{
    public static CountryFilter None { get; } = new();
}
