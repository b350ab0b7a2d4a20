using Actors.Grains.Countries;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>A large flag is put away as soon as it is there, before its country's record names it. It may never do so.</summary>
public sealed class UnnamedFlagTests : IAsyncLifetime
{
    private readonly KeptStorage _kept = new();
    private TestOrigin _origin = null!;
    private TestSilo _silo = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await TestOrigin.Start();
        _silo = await TestSilo.Start(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Origins:x:FlagUrl"] = _origin.Url + "/{cc}.svg",
                ["Origins:x:MetadataUrl"] = _origin.Url + "/{cc}.json",
                ["Origins:x:AllowPrivateAddresses"] = "true",
            },
            kept: _kept,
            configure: services => services.AddKeyedSingleton<IGrainStorage>(Storage.Name, (silo, _) => new WatchedStorage(_kept.Of(silo))));
    }

    [Theory, InlineData(StatusCodes.Status403Forbidden, CountryState.Failed), InlineData(StatusCodes.Status404NotFound, CountryState.NotFound)]
    public async Task Goes_when_the_metadata_does_not_come(int status, CountryState state)
    {
        List<string> before = [];
        _origin.Script = (path, _) =>
        {
            if (path.EndsWith("svg", StringComparison.Ordinal))
            {
                return new TaggedFlag($"<svg xmlns='http://www.w3.org/2000/svg'><!--{new string('1', StoredPart.MostInline)}--></svg>");
            }

            before.AddRange(Watched.Writes);
            return Results.StatusCode(status);
        };

        var outcome = await Fetch();

        Assert.Equal(state, outcome.State);
        // It was in the store, not in memory, while the next exchange was under way.
        Assert.Equal(["flag-a"], before);
        for (var tries = 0; await HasBody(); tries++)
        {
            Assert.InRange(tries, 0, 500);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _origin.DisposeAsync();
    }

    private ICountryGrain Country => _silo.Grains.GetGrain<ICountryGrain>("x/BR");

    private WatchedStorage Watched => (WatchedStorage)_silo.Stored;

    private async Task<bool> HasBody()
    {
        var slot = new GrainState<FlagBody>(new FlagBody());
        await Watched.ReadStateAsync("flag-a", Country.GetGrainId(), slot);
        return slot.RecordExists;
    }

    private async Task<CountryStatus> Fetch()
    {
        var order = CountryFixture.Order(Parts.Both, Refresh.Always, maxAttempts: 1);
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await Country.Order(order) is { } outcome)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The country did not become final.");
    }
}
