namespace Actors.Gateway.Cluster;

/// <summary>
/// While a dead silo is voted out, calls to what was on it are rejected, and some of those to others too: they are made again
/// until somebody answers, or <see cref="Patience"/> is over. Every call of a gateway is one that may be made twice (harvests have
/// their ids before they are started, steering and watching twice is doing it once), so none is left out. One answer may differ: a harvest
/// that was forgotten by a call whose answer was lost is not there any more the second time.
/// </summary>
internal sealed class RetryWhileSilosChange(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>No call is begun again after this: longer than a silo of the slower profile takes to be voted out (6 s and a probe).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        var call = context.Invoke();
        return call.IsCompletedSuccessfully ? call : Insist(context, call);
    }

    private async Task Insist(IOutgoingGrainCallContext context, Task call)
    {
        var start = time.GetTimestamp();
        for (var delay = Shortest; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            try
            {
                await call;
                return;
            }
            catch (Exception error) when (IsPassing(error) && time.GetElapsedTime(start) < Patience)
            {
                // Many that were rejected together do not come back together.
                await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), time);
            }

            call = context.Invoke();
        }
    }

    // The last: a silo gave up finding a place for the grain, as the directory is on one that is cut off. What the caller cancelled says so.
    private static bool IsPassing(Exception error) => error is OrleansMessageRejectionException or SiloUnavailableException or TimeoutException
        or OperationCanceledException { CancellationToken.IsCancellationRequested: false };
}
