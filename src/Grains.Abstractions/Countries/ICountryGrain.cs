using Orleans.Concurrency;

namespace Actors.Grains.Countries;

/// <summary>
/// One country of one origin, keyed <c>{origin}/{CC}</c>: the cache entry and the single flight. However many harvests
/// and readers ask, one exchange runs. No call waits for an exchange: orders are taken, outcomes return as calls
/// (<see cref="Harvests.IHarvestGrain.Hear"/>, <see cref="ICountryObserver.Settled"/>).
/// </summary>
[Alias("actors.country")]
public interface ICountryGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes an order, or joins it to the exchanges under way. Repeating an order is harmless; with another
    /// <see cref="CountryOrder.Concurrency"/> it replaces the one that waits.
    /// </summary>
    /// <returns>The outcome, if it is known at once (fresh in the store, or settled for this harvest before); else null.</returns>
    [Alias("order")]
    Task<CountryStatus?> Order(CountryOrder order);

    /// <summary>
    /// The harvest no longer wants this country. No other request follows for it; one that is on its way ends and is stored, or, if
    /// nobody else wants it, is aborted after 2 s.
    /// </summary>
    [Alias("withdraw"), OneWay]
    Task Withdraw(string harvest);

    /// <summary>Those of the parts about which the origin would have to be asked now.</summary>
    [Alias("missing"), ReadOnly]
    Task<Parts> Missing(Parts parts, Refresh refresh);

    /// <summary>What is stored, fresh or stale; null if nothing is.</summary>
    [Alias("read"), ReadOnly]
    Task<StoredCountry?> Read();

    /// <summary>What is stored, if something is and the filter lets it through; else null.</summary>
    [Alias("find"), ReadOnly]
    Task<StoredCountry?> Find(CountryFilter filter);

    /// <summary>The stored flag with its bytes; null if none is.</summary>
    [Alias("read-flag"), ReadOnly]
    Task<FlagFile?> ReadFlag();

    /// <summary>
    /// Asks for both parts ahead of batch work, within the origin's limits. <paramref name="observer"/> hears of the end
    /// under <paramref name="request"/>, unless the store is enough: then the answer is already here.
    /// </summary>
    [Alias("demand")]
    Task<CountryStatus?> Demand(string request, ICountryObserver? observer);
}
