using Actors.Client.Harvests;

namespace Actors.System.Tests.Faults.Invariants;

/// <summary>HTTP, WebSocket and store tell the same story.</summary>
internal sealed class SameEverywhere : IInvariant
{
    public string Name => "the same over HTTP, WebSocket and store";

    public IEnumerable<string> Violations(History history) => history.Harvests.SelectMany(OfHarvest);

    private static IEnumerable<string> OfHarvest(HarvestHistory harvest)
    {
        var socket = harvest.Socket.Where(one => one.IsNumbered).ToLookup(one => one.Seq);
        foreach (var told in harvest.Events.Where(told => socket[told.Seq].All(one => one.Text != told.Text)))
            yield return $"{harvest.Label}: {told} over HTTP is {told.Text}, over the WebSocket {socket[told.Seq].FirstOrDefault()?.Text ?? "missing"}";

        var before = harvest.Before.ToDictionary(stored => stored.Code);
        var after = harvest.After.ToDictionary(stored => stored.Code);
        var end = harvest.End.Countries.ToDictionary(country => country.Code);
        foreach (var told in harvest.Events.Select(one => one.Country).OfType<CountryStatus>())
        {
            if (Difference(told, end.GetValueOrDefault(told.Code)) is { } difference)
                yield return $"{harvest.Label}: {told.Code} {difference}";

            // A flag that was answered is the flag that is kept.
            var kept = after.GetValueOrDefault(told.Code);
            if (told is { State: CountryStates.Ok, Flag.Sha256: var sha } && kept?.Sha256 != sha)
                yield return $"{harvest.Label}: {told.Code} is ok with flag {sha}, but stored is {kept?.Sha256 ?? "none"}";
            if (told.State == CountryStates.Ok && kept is null)
                yield return $"{harvest.Label}: {told.Code} is ok, but nothing is stored";
            // What was stored before survives a 404.
            if (told.State == CountryStates.NotFound && kept is not null && kept != before.GetValueOrDefault(told.Code))
                yield return $"{harvest.Label}: {told.Code} was not found, but something is stored";
        }
    }

    private static string? Difference(CountryStatus told, CountryStatus? end) =>
        end is null ? "is missing in the harvest"
        : end.State != told.State ? $"was announced as {told.State}, but the harvest has it as {end.State}"
        : end.Error != told.Error ? $"was announced with {told.Error}, but the harvest has {end.Error}"
        : end.Flag != told.Flag || end.Attempts != told.Attempts || end.Via != told.Via ? "has another flag, via or number of attempts in the harvest"
        : null;
}
