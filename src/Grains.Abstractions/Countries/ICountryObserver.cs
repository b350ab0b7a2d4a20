using Orleans.Concurrency;

namespace Actors.Grains.Countries;

/// <summary>Whoever demanded a country and waits for its end: one per gateway process.</summary>
[Alias("actors.country-observer")]
public interface ICountryObserver : IGrainObserver
{
    /// <summary>The demand called <paramref name="request"/> ended. May be lost: waiters also look again by themselves.</summary>
    [Alias("settled"), OneWay]
    Task Settled(string request, CountryStatus outcome);
}
