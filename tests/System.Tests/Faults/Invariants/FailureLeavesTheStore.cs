using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>
/// A country that failed keeps exactly what was stored before. Where people or a deadline gave up, an exchange under way may still have
/// been a good one; but nothing is lost.
/// </summary>
internal sealed class FailureLeavesTheStore : IInvariant
{
    public string Name => "stored bytes unchanged on failure";

    public IEnumerable<string> Violations(History history)
    {
        foreach (var harvest in history.Harvests)
        {
            var (before, after) = (harvest.Before.ToDictionary(stored => stored.Code), harvest.After.ToDictionary(stored => stored.Code));
            foreach (var country in harvest.End.Countries.Where(country => country.State is CountryStates.Failed or CountryStates.Cancelled))
            {
                var (was, now) = (before.GetValueOrDefault(country.Code), after.GetValueOrDefault(country.Code));
                var isGivenUp = country.State == CountryStates.Cancelled || country.Error?.Code == "deadline_exceeded";
                if (isGivenUp ? was is not null && now is null : was != now)
                    yield return $"{harvest.Label}: {country.Code} {country.State}, stored was {Show(was)} and is {Show(now)}";
            }
        }
    }

    private static string Show(StoredFlag? stored) =>
        stored is null ? "nothing" : $"flag {stored.Sha256 ?? "none"} with metadata {stored.Metadata ?? "none"}";
}
