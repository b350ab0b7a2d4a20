using Actors.Grains.Chars;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Actors.Grains.Tests.Chars;

/// <summary>A silo whose character data comes when the test says so.</summary>
internal sealed class CharFixture : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private CharFixture(InProcessTestCluster cluster) => _cluster = cluster;

    public ICharIndexGrain Chars(long lane = 0) => _cluster.Client.GetGrain<ICharIndexGrain>(lane);

    public static async Task<CharFixture> Start(CharIndexLoader load)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(Storage.Name);
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton(load).AddGrains(directoryIsOurs: true);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new CharFixture(cluster);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
