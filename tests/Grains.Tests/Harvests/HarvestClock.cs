using Actors.Grains.Harvests;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Harvests;

/// <summary>Harvests of a real small origin, on a clock that only tests move. Labels o0 to o9 have authorities of their own.</summary>
public sealed class HarvestClock : IAsyncLifetime
{
    private readonly List<TestOrigin> _origins = [];
    private readonly Dictionary<string, string?> _settings = new(StringComparer.Ordinal);
    private readonly KeptStorage _kept = new();
    private TestSilo? _silo;

    public FakeTimeProvider Time { get; } = new();

    public IGrainFactory Grains => _silo!.Grains;

    public TestOrigin Origin(int number) => _origins[number];

    public async ValueTask InitializeAsync()
    {
        for (var n = 0; n < 10; n++)
        {
            _origins.Add(await TestOrigin.Start());
            _settings[$"Origins:o{n}:FlagUrl"] = $"{_origins[n].Url}/{{cc}}/{{cc}}.svg";
            _settings[$"Origins:o{n}:MetadataUrl"] = $"{_origins[n].Url}/{{cc}}/metadata.json";
            _settings[$"Origins:o{n}:AllowPrivateAddresses"] = "true";
            _settings[$"Origins:o{n}:MaxConcurrency"] = "4";
        }

        _silo = await TestSilo.Start(_settings, Time, _kept);
    }

    /// <summary>Kills the silo and starts another on what is stored. Grains that a test holds belong to the dead one.</summary>
    /// <param name="without">A label that is not configured any more; null = all are.</param>
    public async Task Restart(string? without = null)
    {
        await _silo!.Kill();
        await _silo.DisposeAsync();
        _silo = await TestSilo.Start(
            _settings.Where(setting => without is null || !setting.Key.StartsWith($"Origins:{without}:", StringComparison.Ordinal)).ToDictionary(),
            Time, _kept);
    }

    /// <summary>Waits, in real time, until a harvest looks as expected.</summary>
    public static async Task<HarvestSnapshot> Until(IHarvestGrain harvest, Func<HarvestSnapshot, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var snapshot = await harvest.Get();
            if (expected(snapshot!))
            {
                return snapshot!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }
}
