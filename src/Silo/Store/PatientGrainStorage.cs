using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Actors.Silo.Store;

/// <summary>
/// A store behind a network that may be away for a moment: what failed is tried again for a while, so that a Redis that restarts costs
/// time and no outcome. A write that was cut off may have been done; then the second try finds another etag than it knows, and the grain
/// reads again, as after any conflict.
/// </summary>
internal sealed partial class PatientGrainStorage(IGrainStorage inner, TimeProvider time, ILogger<PatientGrainStorage> logger) : IGrainStorage
{
    /// <summary>Shorter than callers wait for a grain (30 s), its last try included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Insist(grainId, () => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Insist(grainId, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Insist(grainId, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task Insist(GrainId grain, Func<Task> access)
    {
        var start = time.GetTimestamp();
        for (var delay = Shortest; ; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            try
            {
                await access();
                return;
            }
            catch (Exception error) when (error is not (InconsistentStateException or OperationCanceledException) && time.GetElapsedTime(start) < Patience)
            {
                LogAgain(grain, delay, error.Message);
                await Task.Delay(delay, time);
            }
        }
    }

    [LoggerMessage(EventId = 3311, Level = LogLevel.Debug, Message = "Cluster:Redis: the state of {Grain} is tried again in {Delay}: {Reason}")]
    private partial void LogAgain(GrainId grain, TimeSpan delay, string reason);
}
