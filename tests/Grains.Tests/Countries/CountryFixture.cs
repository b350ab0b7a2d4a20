using Actors.Grains.Countries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Countries;

/// <summary>Real grains and a real HTTP origin on a clock that only tests move.</summary>
public sealed class CountryFixture : IAsyncLifetime
{
    public const long Seed = 7;

    private TestSilo? _silo;

    public FakeTimeProvider Time { get; } = new();

    public TestOrigin Origin { get; private set; } = null!;

    public IGrainFactory Grains => _silo!.Grains;

    /// <summary>Labels c0 to c19 are the same server under paths of their own; in chain the metadata's <c>flag</c> is the flag's URL.</summary>
    public async ValueTask InitializeAsync()
    {
        Origin = await TestOrigin.Start();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var label in Enumerable.Range(0, 20).Select(n => $"c{n}").Append("chain"))
        {
            settings[$"Origins:{label}:FlagUrl"] = $"{Origin.Url}/{label}/{{cc}}/{{cc}}.svg";
            settings[$"Origins:{label}:MetadataUrl"] = $"{Origin.Url}/{label}/{{cc}}/metadata.json";
            settings[$"Origins:{label}:AllowPrivateAddresses"] = "true";
            settings[$"Origins:{label}:MaxConcurrency"] = "50";
            settings[$"Origins:{label}:FreshFor"] = "00:05:00";
        }

        settings["Origins:chain:FlagUrl"] = "{metadata:/flag}";
        _silo = await TestSilo.Start(settings, Time, configure: services => services.AddSingleton(new Jitter(Seed)));
    }

    public ICountryGrain Country(string key) => Grains.GetGrain<ICountryGrain>(key);

    /// <summary>Orders until the outcome is there; time goes on slowly meanwhile, so that back-offs end and leases live.</summary>
    public async Task<CountryStatus> Ordered(ICountryGrain country, CountryOrder order)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if (await country.Order(order) is { } outcome)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException("The country did not become final.");
    }

    public static CountryOrder Order(Parts parts, Refresh refresh = Refresh.Stale, int maxAttempts = 10) => new()
    {
        Harvest = Guid.NewGuid().ToString("n"), Parts = parts, Refresh = refresh, MaxAttempts = maxAttempts, Concurrency = 5, Rank = 0,
    };

    public static async Task Until(Func<bool> happened)
    {
        for (var tries = 0; !happened(); tries++)
        {
            Assert.InRange(tries, 0, 1000);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        await Origin.DisposeAsync();
    }
}
