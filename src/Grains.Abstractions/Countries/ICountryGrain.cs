using Orleans.Concurrency;

namespace Actors.Grains.Countries;

/// <summary>
/// One country of one origin, keyed <c>{origin}/{CC}</c>: the cache entry and the single flight. However many harvests
/// and readers ask, one exchange runs. No call waits for an exchange: orders are taken, outcomes return as calls
/// (<see cref="Harvests.IHarvestGrain.Settle"/>, <see cref="ICountryObserver.Settled"/>).
/// </summary>
[Alias("actors.country")]
public interface ICountryGrain : IGrainWithStringKey
{
    /// <summary>Takes an order, or joins it to the exchanges under way. Repeating an order is harmless.</summary>
    /// <returns>The outcome, if it is known at once (fresh in the store, or settled for this harvest before); else null.</returns>
    [Alias("order")]
    Task<CountryStatus?> Order(CountryOrder order);

    /// <summary>The harvest no longer wants this country. Exchanges nobody wants any more are aborted.</summary>
    [Alias("withdraw"), OneWay]
    Task Withdraw(string harvest);

    /// <summary>What is stored, fresh or stale; null if nothing is.</summary>
    [Alias("read"), ReadOnly]
    Task<StoredCountry?> Read();

    /// <summary>The stored flag with its bytes; null if none is.</summary>
    [Alias("read-flag"), ReadOnly]
    Task<FlagFile?> ReadFlag();

    /// <summary>
    /// Asks for both parts ahead of batch work, within the origin's limits. <paramref name="observer"/> hears of the end
    /// under <paramref name="request"/>, unless what is stored is fresh: then the answer is already here.
    /// </summary>
    [Alias("demand")]
    Task<CountryStatus?> Demand(string request, ICountryObserver? observer);
}
