using Actors.Grains.Harvests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;

namespace Actors.Grains.Tests.Harvests;

/// <summary>Harvests of a real small origin, on a clock that only tests move. Labels o0 to o9 have authorities of their own.</summary>
public sealed class HarvestClock : IAsyncLifetime
{
    private readonly List<TestOrigin> _origins = [];
    private InProcessTestCluster? _cluster;

    public FakeTimeProvider Time { get; } = new();

    public IGrainFactory Grains => _cluster!.Client;

    public TestOrigin Origin(int number) => _origins[number];

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var n = 0; n < 10; n++)
        {
            _origins.Add(await TestOrigin.Start());
            settings[$"Origins:o{n}:FlagUrl"] = $"{_origins[n].Url}/{{cc}}/{{cc}}.svg";
            settings[$"Origins:o{n}:MetadataUrl"] = $"{_origins[n].Url}/{{cc}}/metadata.json";
            settings[$"Origins:o{n}:AllowPrivateAddresses"] = "true";
            settings[$"Origins:o{n}:MaxConcurrency"] = "4";
        }

        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(settings));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(Storage.Name);
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddGrains(directoryIsOurs: true);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
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
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }
}
