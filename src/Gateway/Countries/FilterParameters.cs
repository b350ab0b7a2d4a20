using Actors.Gateway.Problems;
using Actors.Grains.Countries;

namespace Actors.Gateway.Countries;

/// <summary>Which stored countries a list holds, as its query says.</summary>
internal static class FilterParameters
{
    /// <summary>Longer than any name of a country, continent or language.</summary>
    private const int MaxLength = 100;

    public static QueryParameter[] All { get; } =
    [
        new("q", "string", "Part of the code or of the country's name, any case."),
        new("continent", "string", "Code or name of the continent, any case."),
        new("currency", "string", "Code of one of the currencies, any case."),
        new("language", "string", "Code or name of one of the languages, any case."),
    ];

    /// <exception cref="ProblemException">A value is empty or too long.</exception>
    public static CountryFilter Of(IQueryCollection query) => new(
        Value(query, "q"), Value(query, "continent"), Value(query, "currency"), Value(query, "language"));

    private static string? Value(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        var value = values.ToString().Trim();
        return value.Length is > 0 and <= MaxLength
            ? value
            : throw Problem.Invalid(name, $"'{name}' must have 1 to {MaxLength} characters.");
    }
}
