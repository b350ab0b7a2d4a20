using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Actors.Grains.Chars;

namespace Actors.Gateway.Chars;

/// <summary>
/// Sends requests that come at the same time in one call: a call of a grain costs several times the search itself. Nothing
/// waits for company: a call takes what has come while its turn on the thread pool came, which is one request on an idle
/// gateway and many on a busy one. No number of calls bounds others, so a silo that does not answer holds up only what it was asked.
/// </summary>
internal sealed class CharBatches(CharLaneTurn lanes) : IThreadPoolWorkItem
{
    /// <summary>Requests of one call at most: what the slowest of them may hold up.</summary>
    private const int MostRequests = 32;

    /// <summary>Rows that one call may ask for at most, unless one request asks for more: 170 bytes each.</summary>
    private const int MostRows = 2 * CharRequest.MaxLimit;

    private readonly ConcurrentQueue<Asked> _waiting = new();
    private int _isScheduled;

    /// <summary>One page.</summary>
    /// <exception cref="CharQueryException">The request cannot be answered.</exception>
    /// <exception cref="TimeoutException">No silo answered in time.</exception>
    public Task<CharPage> Find(CharRequest request)
    {
        var asked = new Asked(request);
        _waiting.Enqueue(asked);
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return asked.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        // First of all: what comes from here on is either seen below or schedules another turn.
        Interlocked.Exchange(ref _isScheduled, 0);
        while (Take() is { Count: > 0 } batch)
            _ = Ask(batch);
    }

    private List<Asked> Take()
    {
        var batch = new List<Asked>();
        var rows = 0;
        while (batch.Count < MostRequests && rows < MostRows && _waiting.TryDequeue(out var asked))
        {
            batch.Add(asked);
            rows += asked.Request.Limit;
        }

        return batch;
    }

    private async Task Ask(List<Asked> batch)
    {
        try
        {
            var requests = new CharRequest[batch.Count];
            for (var at = 0; at < requests.Length; at++)
                requests[at] = batch[at].Request;
            var outcomes = await lanes.Next().Find(ImmutableCollectionsMarshal.AsImmutableArray(requests)).ConfigureAwait(false);
            for (var at = 0; at < requests.Length; at++)
                batch[at].End(outcomes[at]);
        }
        // Whatever it is, everybody who waits must hear of it.
        catch (Exception error)
        {
            foreach (var asked in batch)
                asked.TrySetException(error);
        }
    }

    private sealed class Asked(CharRequest request) : TaskCompletionSource<CharPage>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CharRequest Request => request;

        public void End(CharOutcome outcome)
        {
            if (outcome.Page is { } page)
                SetResult(page);
            else
                SetException(outcome.Refusal!);
        }
    }
}
