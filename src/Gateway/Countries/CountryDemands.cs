using System.Collections.Concurrent;
using Actors.Grains.Countries;

namespace Actors.Gateway.Countries;

/// <summary>
/// The readers of this gateway that wait for a country, and the one observer through which all of them hear of its end.
/// </summary>
internal sealed class CountryDemands(IGrainFactory grains, TimeProvider time) : ICountryObserver
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<CountryStatus>> _waiting = [];
    private readonly Lock _gate = new();
    private ICountryObserver? _reference;

    /// <summary>Asks for a country ahead of batch work and waits for its end; null if there is none in 30 s.</summary>
    /// <param name="mayWait">Throws if waiting is pointless now; asked before each look.</param>
    public async Task<CountryStatus?> Settle(ICountryGrain country, Func<Task> mayWait, CancellationToken cancellationToken)
    {
        var request = Guid.NewGuid().ToString("n");
        var end = new TaskCompletionSource<CountryStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request] = end;
        try
        {
            var start = time.GetTimestamp();
            while (time.GetElapsedTime(start) < GiveUp)
            {
                await mayWait();
                // Asking again under the same request joins what is under way; its message may have been lost.
                if (await country.Demand(request, Reference()) is { IsFinal: true } known)
                    return known;
                if (await Ended(end.Task, cancellationToken))
                    return await end.Task;
            }

            return null;
        }
        finally
        {
            _waiting.TryRemove(request, out _);
        }
    }

    public Task Settled(string request, CountryStatus outcome)
    {
        if (_waiting.TryGetValue(request, out var end))
            end.TrySetResult(outcome);
        return Task.CompletedTask;
    }

    private async Task<bool> Ended(Task<CountryStatus> end, CancellationToken cancellationToken)
    {
        try
        {
            await end.WaitAsync(LookAgain, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private ICountryObserver Reference()
    {
        lock (_gate)
            return _reference ??= grains.CreateObjectReference<ICountryObserver>(this);
    }
}
