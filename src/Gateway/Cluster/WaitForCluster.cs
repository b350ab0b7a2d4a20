namespace Actors.Gateway.Cluster;

/// <summary>
/// A gateway listens before it has found its cluster, so that its health can be asked. What needs the cluster waits for it, as long as for
/// one that changes: a balancer that knows nothing of readiness (nginx) sends requests as soon as somebody listens.
/// </summary>
internal sealed class WaitForCluster(RequestDelegate next, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly Task _found = Found(lifetime);

    public Task InvokeAsync(HttpContext context) => _found.IsCompleted || !NeedsCluster(context.Request.Path) ? next(context) : Wait(context);

    private static bool NeedsCluster(PathString path) => path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/chars", StringComparison.OrdinalIgnoreCase);

    // All parts of the process have started, and the cluster's client only does when it is connected.
    private static Task Found(IHostApplicationLifetime lifetime)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(found.SetResult);
        return found.Task;
    }

    private async Task Wait(HttpContext context)
    {
        await _found.WaitAsync(RetryWhileSilosChange.Patience, time, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await next(context);
    }
}
