using Actors.Grains.Feeds;
using Microsoft.Extensions.Hosting;

namespace Actors.Grains.Origins;

/// <summary>Reads the catalogs before anything starts, so that a wrong key stops the process at once.</summary>
internal sealed class OriginCatalogCheck(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = services.GetService(typeof(OriginCatalog));
        _ = services.GetService(typeof(FeedCatalog));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
