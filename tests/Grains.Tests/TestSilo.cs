using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Actors.Grains.Tests;

/// <summary>One silo in this process with real grains and a storage that outlives it.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private TestSilo(InProcessTestCluster cluster) => _cluster = cluster;

    public IGrainFactory Grains => _cluster.Client;

    public IGrainStorage Stored => _cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(Storage.Name);

    public IServiceProvider Services => _cluster.Silos[0].ServiceProvider;

    /// <param name="time">The clock of the grains; null = the system's. Orleans itself lives on the system's.</param>
    /// <param name="kept">What an earlier silo left behind.</param>
    /// <param name="configure">More services, before those of the grains.</param>
    public static async Task<TestSilo> Start(
        IReadOnlyDictionary<string, string?> settings, TimeProvider? time = null, KeptStorage? kept = null, Action<IServiceCollection>? configure = null)
    {
        kept ??= new KeptStorage();
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(settings));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton(Storage.Name, (services, _) => kept.Of(services));
            silo.UseInMemoryReminderService();
            if (time is not null)
            {
                silo.Services.AddSingleton(time);
                silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            }

            configure?.Invoke(silo.Services);
            silo.Services.AddGrains(directoryIsOurs: true);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilo(cluster);
    }

    /// <summary>Ends it without a farewell: no grain is deactivated.</summary>
    public Task Kill() => _cluster.KillSiloAsync(_cluster.Silos[0]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
