using System.Collections.Concurrent;
using System.Text;
using Actors.Grains.Countries;

namespace Actors.Gateway.Tests.Staged;

/// <summary>A country that a test plays, by its grain key.</summary>
internal sealed class StagedCountry
{
    public static ConcurrentDictionary<string, StagedCountry> All { get; } = [];

    public StoredCountry? Stored { get; set; }

    public FlagFile? Flag { get; set; }

    /// <summary>What a demand brings; null = it never ends.</summary>
    public CountryStatus? Outcome { get; set; }

    /// <summary>Applied when a demand ends.</summary>
    public Action<StagedCountry>? OnEnd { get; set; }

    /// <summary>So many first messages to the observer are lost; the outcome is known from then on.</summary>
    public int LoseMessages { get; set; }

    public int Demands;

    public static StagedCountry At(string key) => All.GetOrAdd(key, _ => new StagedCountry());

    public static StoredCountry Document(string code, bool stale = false) => new()
    {
        Code = code,
        Country = "Brazil",
        Flag = FlagInfo,
        Metadata = Encoding.UTF8.GetBytes("""{ "country": "Brazil",  "population": 1.0e3 }"""),
        FetchedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        FreshUntil = new DateTimeOffset(stale ? 2026 : 2099, 1, 3, 3, 4, 5, TimeSpan.Zero),
        Stale = stale,
    };

    public static FlagInfo FlagInfo { get; } = new(5, "image/svg+xml", new string('b', 64));

    public static FlagFile File(bool stale = false) => new(
        FlagInfo, "<svg>"u8.ToArray(), Document("BR").FetchedAt, Document("BR", stale).FreshUntil);
}

internal sealed class StagedCountryGrain : Grain, ICountryGrain
{
    private StagedCountry Country => StagedCountry.At(this.GetPrimaryKeyString());

    public Task<CountryStatus?> Order(CountryOrder order) => Task.FromResult<CountryStatus?>(null);

    public Task Withdraw(string harvest) => Task.CompletedTask;

    public Task<Parts> Missing(Parts parts, Refresh refresh) => Task.FromResult(Country.Stored is null ? parts : Parts.None);

    public Task<StoredCountry?> Find(CountryFilter filter) => Read();

    public Task<StoredCountry?> Read() => Task.FromResult(Country.Stored);

    public Task<FlagFile?> ReadFlag() => Task.FromResult(Country.Flag);

    public Task<CountryStatus?> Demand(string request, ICountryObserver? observer)
    {
        Interlocked.Increment(ref Country.Demands);
        if (Country.Outcome is not { } outcome)
            return Task.FromResult<CountryStatus?>(null);
        Country.OnEnd?.Invoke(Country);
        if (Country.LoseMessages-- > 0)
            return Task.FromResult<CountryStatus?>(null);
        observer?.Settled(request, outcome).Ignore();
        return Task.FromResult<CountryStatus?>(null);
    }
}
