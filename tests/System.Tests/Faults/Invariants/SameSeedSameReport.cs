using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>A run that is repeated ends as it did: the same countries with the same states and causes. Times may differ.</summary>
internal sealed class SameSeedSameReport : IInvariant
{
    public string Name => "the same seed gives the same report";

    public IEnumerable<string> Violations(History history)
    {
        if (history.Earlier is not { } earlier)
            return [];

        var (first, second) = (Report(earlier), Report(history.Harvests));
        return first.Keys.Union(second.Keys)
            .Where(country => first.GetValueOrDefault(country) != second.GetValueOrDefault(country))
            .Select(country => $"{country} was {first.GetValueOrDefault(country) ?? "missing"} and is {second.GetValueOrDefault(country) ?? "missing"}");
    }

    private static Dictionary<string, string> Report(IEnumerable<HarvestHistory> harvests) => harvests
        .SelectMany(harvest => harvest.End.Countries.Select(country => (Of: $"{harvest.Label}/{country.Code}", Country: country)))
        .ToDictionary(entry => entry.Of, entry => Outcome(entry.Country));

    private static string Outcome(CountryStatus country) =>
        $"{country.State} {country.Flag?.Sha256} {country.Error?.Code} {country.Error?.Exchange} {country.Error?.Phase} {country.Error?.Status}";
}
