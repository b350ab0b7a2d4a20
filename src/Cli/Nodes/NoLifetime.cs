using Microsoft.Extensions.Hosting;

namespace Actors.Cli.Nodes;

/// <summary>Leaves process signals to whoever hosts the host.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
