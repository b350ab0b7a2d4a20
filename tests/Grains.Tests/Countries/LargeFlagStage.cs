using Actors.Grains.Bodies;
using Actors.Grains.Countries;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Grains.Tests.Countries;

/// <summary>One country of an origin whose flags are large, on a store that is watched and outlives its silo.</summary>
internal sealed class LargeFlagStage : IAsyncDisposable
{
    private readonly KeptStorage _kept = new();
    private readonly BegunCalls _begun = new();
    private readonly Dictionary<string, string?> _settings = new(StringComparer.Ordinal);
    private TestSilo? _silo;

    private LargeFlagStage(TestOrigin origin) => Origin = origin;

    public TestOrigin Origin { get; }

    public ICountryGrain Country => _silo!.Grains.GetGrain<ICountryGrain>("x/BR");

    public WatchedStorage Watched => (WatchedStorage)_silo!.Stored;

    public static async Task<LargeFlagStage> Start(bool hasMetadata = false)
    {
        var stage = new LargeFlagStage(await TestOrigin.Start());
        stage._settings["Origins:x:FlagUrl"] = stage.Origin.Url + "/{cc}.svg";
        stage._settings["Origins:x:AllowPrivateAddresses"] = "true";
        if (hasMetadata)
        {
            stage._settings["Origins:x:MetadataUrl"] = stage.Origin.Url + "/{cc}.json";
        }

        await stage.Restart();
        return stage;
    }

    public static string Svg(char digit, bool large) =>
        $"<svg xmlns='http://www.w3.org/2000/svg'><!--{new string(digit, large ? StoredPart.MostInline : 10)}--></svg>";

    /// <summary>Kills the silo, if there is one, and starts another on what is stored.</summary>
    public async Task Restart()
    {
        if (_silo is { } before)
        {
            await before.Kill();
            await before.DisposeAsync();
        }

        _silo = await TestSilo.Start(_settings, kept: _kept, configure: services =>
            services.AddSingleton<IIncomingGrainCallFilter>(_begun)
                .AddKeyedSingleton<IGrainStorage>(Storage.Name, (silo, _) => new WatchedStorage(_kept.Of(silo))));
    }

    /// <summary>Orders once, with one attempt, and waits for the outcome.</summary>
    public async Task<CountryStatus> Fetch(Parts parts = Parts.Flag, Refresh refresh = Refresh.Always)
    {
        var order = CountryFixture.Order(parts, refresh, maxAttempts: 1);
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

    /// <summary>Ends when so many calls of a method have begun and come to where they wait.</summary>
    public async Task Begun(string method, int count)
    {
        for (var tries = 0; tries < 1000 && _begun.Of(method) < count; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(count, _begun.Of(method));
    }

    public async Task<CountryRecord> Record()
    {
        var state = new GrainState<CountryRecord>(new CountryRecord());
        await Watched.ReadStateAsync("country", Country.GetGrainId(), state);
        return state.State!;
    }

    public async Task<GrainState<StoredBody>> Slot(string name)
    {
        var slot = new GrainState<StoredBody>(new StoredBody());
        await Watched.ReadStateAsync(name, Country.GetGrainId(), slot);
        return slot;
    }

    /// <summary>Exactly these slots hold a body, soon.</summary>
    public async Task AssertSlots(params string[] expected)
    {
        List<string> filled = [];
        for (var tries = 0; tries < 500; tries++)
        {
            filled.Clear();
            foreach (var name in new[] { "flag-a", "flag-b" })
            {
                filled.AddRange((await Slot(name)).RecordExists ? [name] : []);
            }

            if (filled.SequenceEqual(expected))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, filled);
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
