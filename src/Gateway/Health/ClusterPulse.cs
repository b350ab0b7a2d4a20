using Actors.Grains.Harvests;

namespace Actors.Gateway.Health;

/// <summary>Whether the cluster answers: one cheap call, shared by all who ask within a second.</summary>
internal sealed class ClusterPulse(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<string?> _last = Task.FromResult<string?>("The cluster was not asked yet.");
    private long _askedAt;

    /// <summary>Why the cluster cannot be used; null if it can.</summary>
    public Task<string?> Feel()
    {
        lock (_gate)
        {
            if (_askedAt == 0 || (_last.IsCompleted && time.GetElapsedTime(_askedAt) >= KeptFor))
            {
                _askedAt = time.GetTimestamp();
                _last = Ask();
            }

            return _last;
        }
    }

    private async Task<string?> Ask()
    {
        try
        {
            await grains.GetGrain<ILedgerGrain>(0).List(after: null, limit: 1).WaitAsync(Timeout, time);
            return null;
        }
        // Every failure means the same here: the cluster cannot be used now.
        catch (Exception)
        {
            return "The cluster does not answer.";
        }
    }
}
