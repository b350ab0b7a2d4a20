using Actors.Grains.Countries;
using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>
/// Says for each open country why nothing happens now. Three know a part of it: the harvest whether it is paused, the
/// throttles who waits for a permit and how the hosts stand, the countries which of them back off.
/// </summary>
/// <param name="isPaused">The harvest is.</param>
/// <param name="hosts">How the hosts stand; null if they could not be asked.</param>
/// <param name="tickets">Countries that wait for a permit, by code.</param>
internal sealed class Explanation(bool isPaused, HostStanding? hosts, IReadOnlyDictionary<string, Waiting> tickets, DateTimeOffset now)
{
    /// <summary>Null for a country that is final, or has an exchange under way.</summary>
    public Waiting? Of(CountryStatus country) =>
        country.IsFinal ? null
        : isPaused ? IsUnderWay(country) ? null : new Waiting(WaitingReason.Paused)
        : tickets.TryGetValue(country.Code, out var ticket) ? ticket
        : country.Waiting is { } own ? Later(own)
        : country.State == CountryState.Pending && hosts is not null ? hosts.Waiting ?? new Waiting(WaitingReason.Permit)
        : null;

    /// <summary>It had a permit, and neither backs off nor waits for another.</summary>
    private bool IsUnderWay(CountryStatus country) =>
        hosts is not null && country is { State: CountryState.Fetching, Waiting: null } && !tickets.ContainsKey(country.Code);

    /// <summary>A country that backs off while its host is left alone anyway waits for what takes longer.</summary>
    private Waiting? Later(Waiting own) =>
        hosts?.Waiting is { } host && (host.Until is null || own.Until is null || host.Until > own.Until) ? host
        : own.Until <= now ? null
        : own;
}
