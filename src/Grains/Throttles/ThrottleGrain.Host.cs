using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>What exchanges tell of their host, and what is kept of it: a restart forgets nothing.</summary>
internal sealed partial class ThrottleGrain
{
    /// <summary>A budget that changed is stored so often at most; breaker, hold and rate are stored at once.</summary>
    private static readonly TimeSpan StoreBudgetEvery = TimeSpan.FromSeconds(1);

    /// <summary>What a response says of its quota is advice; a longer silence must be asked for by status.</summary>
    private static readonly TimeSpan LongestReset = TimeSpan.FromMinutes(1);

    /// <summary>How long nobody has asked for an authority that is not configured before its record goes.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(5);

    private long _stored;

    private DateTimeOffset? ActiveHold => _hold.Until;

    private void Restore()
    {
        var state = record.State;
        _breaker = new Breaker(state.Breaker, time);
        _hold.Restore(state.HoldUntil, state.HoldReason, state.UnstatedHolds);
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
    /// <returns>True if what is kept of the host must be stored.</returns>
    private bool Heed(string lease, long? granted, ExchangeSignal signal)
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

        if (signal.Host == HostSignal.Hold)
        {
            mustStore |= Hold(signal, granted);
        }
        else if (signal.Host == HostSignal.Success || signal.IsAnswered)
        {
            mustStore |= _hold.Answered(granted);
        }

        return mustStore || (_budget.Left < RetryBudget.Limit && time.GetElapsedTime(_stored) >= StoreBudgetEvery);
    }

    private bool LearnFrom(ExchangeSignal signal, long? granted)
    {
        var changed = signal switch
        {
            { Quota: { } quota } => _learned.Announced(quota),
            { Host: HostSignal.Success } => _learned.Succeeded(granted, isBound: _queue.Count > 0 && _leases.Count < _settings.Concurrency),
            { Host: HostSignal.Hold } => _learned.Refused(granted),
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
    private bool Hold(ExchangeSignal signal, long? granted)
    {
        if (!_hold.Ask(signal.HoldFor, signal.Reason, granted))
        {
            return false;
        }

        LogHold(Authority, ActiveHold, signal.Reason);
        Telemetry.Holds.Add(1, new KeyValuePair<string, object?>("authority", Authority));
        return true;
    }

    /// <summary>The host was given up while probes of it say nothing: their holders are told at their next renewal to let go.</summary>
    private Task GiveUp(ImmutableArray<string> silent)
    {
        foreach (var lease in silent)
        {
            if (_leases.Remove(lease, out var ended))
            {
                _queue.Refund(ended.Flow);
            }
        }

        return Save();
    }

    /// <summary>
    /// Whether the record may go. Those of configured authorities are few and stay; redirects lead to any number of others,
    /// and of one that nobody has asked for a while only a wish of its own, or its rate, is worth keeping.
    /// </summary>
    private bool SaysNothing =>
        !catalog.All.Any(origin => origin.Authorities.Contains(Authority)) && !IsBusy
        && time.GetElapsedTime(_looked) >= ForgetAfter && _rate.Delay == TimeSpan.Zero
        && ActiveHold is null && _learned.PerSecond is null && !record.State.Paused;

    private async Task ForgetRecord(CancellationToken cancellationToken)
    {
        try
        {
            await record.ClearStateAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // It stays until the next time; if another activation wrote it meanwhile, it must.
            LogNotForgotten(error, Authority);
        }
    }

    private async Task Save()
    {
        var state = record.State;
        state.Breaker = _breaker.Record;
        (state.HoldUntil, state.HoldReason, state.UnstatedHolds) = (_hold.Until, _hold.Reason, _hold.Unstated);
        state.Budget = _budget.Exact;
        state.BudgetAt = time.GetUtcNow();
        state.LearnedRate = _learned.PerSecond;
        _stored = time.GetTimestamp();
        await record.WriteStateAsync();
    }
}
