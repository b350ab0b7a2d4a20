namespace Actors.Grains.Throttles;

/// <summary>What exchanges tell of their host, and what is kept of it: a restart forgets nothing.</summary>
internal sealed partial class ThrottleGrain
{
    /// <summary>A budget that changed is stored so often at most; breaker, hold and rate are stored at once.</summary>
    private static readonly TimeSpan StoreBudgetEvery = TimeSpan.FromSeconds(1);

    /// <summary>What a response says of its quota is advice; a longer silence must be asked for by status.</summary>
    private static readonly TimeSpan LongestReset = TimeSpan.FromMinutes(1);

    private long _stored;

    private DateTimeOffset? ActiveHold => record.State.HoldUntil is { } until && until > time.GetUtcNow() ? until : null;

    private void Restore()
    {
        var state = record.State;
        _breaker = new Breaker(state.Breaker, time);
        if (state.Budget is { } left)
        {
            _budget.Restore(left, time.GetUtcNow() - state.BudgetAt);
        }

        if (_settings.Learn)
        {
            _learned.Restore(state.LearnedRate);
            _rate.Learn(_learned.PerSecond);
        }

        _stored = time.GetTimestamp();
    }

    /// <param name="granted">When the exchange got its permit; null if that is forgotten.</param>
    private async Task Heed(string lease, long? granted, ExchangeSignal signal)
    {
        var mustStore = _breaker.End(lease, signal);
        if (signal.Host == HostSignal.Success)
        {
            _budget.Succeeded();
        }

        if (_settings.Learn)
        {
            mustStore |= LearnFrom(signal, granted);
        }

        if (signal is { Host: HostSignal.Hold, HoldFor: { } holdFor })
        {
            mustStore |= Hold(time.GetUtcNow() + holdFor, signal.Reason);
        }

        if (mustStore || (_budget.Left < RetryBudget.Limit && time.GetElapsedTime(_stored) >= StoreBudgetEvery))
        {
            await Save();
        }
    }

    private bool LearnFrom(ExchangeSignal signal, long? granted)
    {
        var changed = signal switch
        {
            { Quota: { } quota } => _learned.Announced(quota),
            { Host: HostSignal.Success } => _learned.Succeeded(isBound: _queue.Count > 0 && _leases.Count < _settings.Concurrency),
            { Host: HostSignal.Hold } => _learned.Refused(granted ?? 0),
            _ => false,
        };
        if (changed)
        {
            _rate.Learn(_learned.PerSecond);
            LogLearned(Authority, _learned.PerSecond);
        }

        // What is under way will use up what is left of the window: the rest comes when it is new.
        if (signal.Quota is { Remaining: { } remaining, Reset: { } reset } && remaining <= _leases.Count)
        {
            _rate.PauseFor(reset < LongestReset ? reset : LongestReset);
        }

        return changed;
    }

    /// <summary>True if it is news.</summary>
    private bool Hold(DateTimeOffset until, string? reason)
    {
        if (record.State.HoldUntil is { } current && current >= until)
        {
            return false;
        }

        record.State.HoldUntil = until;
        record.State.HoldReason = reason;
        LogHold(Authority, until, reason);
        Telemetry.Holds.Add(1, new KeyValuePair<string, object?>("authority", Authority));
        return true;
    }

    private async Task Save()
    {
        var state = record.State;
        state.Breaker = _breaker.Record;
        state.Budget = _budget.Exact;
        state.BudgetAt = time.GetUtcNow();
        state.LearnedRate = _learned.PerSecond;
        _stored = time.GetTimestamp();
        await record.WriteStateAsync();
    }
}
