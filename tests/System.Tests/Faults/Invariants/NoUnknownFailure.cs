namespace Actors.System.Tests.Faults.Invariants;

/// <summary>Every failure has a cause that we know: the codes for what should not be possible never come.</summary>
internal sealed class NoUnknownFailure : IInvariant
{
    private static readonly string[] Defects = ["transport_error", "internal_error"];

    public string Name => "no failure without a known cause";

    public IEnumerable<string> Violations(History history) =>
        from harvest in history.Harvests
        from country in harvest.End.Countries.Concat(harvest.Events.Select(one => one.Country).OfType<Client.Harvests.CountryStatus>())
        where (country.State == "failed") != (country.Error is not null) || Defects.Contains(country.Error?.Code)
        select $"{harvest.Label}: {country.Code} is {country.State} with {country.Error?.ToString() ?? "no error"}";
}
