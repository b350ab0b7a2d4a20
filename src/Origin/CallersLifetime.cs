using Microsoft.Extensions.Hosting;

namespace Actors.Origin;

/// <summary>
/// The caller starts and stops the origin. The default lifetime would take SIGTERM and Ctrl-C of the whole process for itself.
/// </summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
