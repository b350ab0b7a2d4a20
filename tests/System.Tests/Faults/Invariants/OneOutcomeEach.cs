namespace Actors.System.Tests.Faults.Invariants;

/// <summary>Each country of a harvest ends in exactly one terminal state.</summary>
internal sealed class OneOutcomeEach : IInvariant
{
    public string Name => "each country ends in exactly one state";

    public IEnumerable<string> Violations(History history) => history.Harvests.SelectMany(harvest =>
    {
        var outcomes = harvest.Events.Select(one => one.Country).OfType<Client.Harvests.CountryStatus>().ToLookup(country => country.Code);
        var asked = harvest.End.Countries.Select(country => country.Code).ToHashSet();
        return harvest.End.Countries.Where(country => !country.IsFinal)
            .Select(country => $"{harvest.Label}: {country.Code} is left {country.State}")
            .Concat(asked.Where(code => outcomes[code].Count() != 1)
                .Select(code => $"{harvest.Label}: {code} has {outcomes[code].Count()} outcomes ({string.Join(", ", outcomes[code].Select(one => one.State))})"))
            .Concat(outcomes.Where(outcome => !asked.Contains(outcome.Key)).Select(outcome => $"{harvest.Label}: nobody asked for {outcome.Key}"))
            .Concat(outcomes.SelectMany(outcome => outcome).Where(country => !country.IsFinal)
                .Select(country => $"{harvest.Label}: {country.Code} was announced as {country.State}, which is no end"));
    });
}
