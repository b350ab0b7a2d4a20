
namespace Actors.Grains.Throttles;

/// <summary>What people may do to a throttle, and what it tells them.</summary>
internal sealed partial class ThrottleGrain
{
    public Task Pause() => SetPaused(true);

    public async Task Resume()
    {
        await SetPaused(false);
        Announce(await Decide());
    }

    public async Task Limit(string flow, int limit)
    {
        _queue.Limit(flow, limit);
        Announce(await Decide());
    }

    public Task<FlowStatus> Explain(string flow)
    {
        var (reason, until) = Blocked();
        var waiting = _queue.Waiting(flow).Select((entry, index) => new TicketStatus(entry.Request.Subject, new Waiting(reason, until, index + 1)));
        var unpaid = time.GetUtcNow() + _budget.Delay;
        return Task.FromResult(new FlowStatus(
            _queue.InFlight(flow),
            [.. waiting, .. _retries.Subjects(flow).Select((subject, index) => new TicketStatus(
                subject, reason == WaitingReason.Permit ? new Waiting(WaitingReason.Budget, unpaid, index + 1) : new Waiting(reason, until)))]));
    }

    public Task<ThrottleStatus> Describe()
    {
        var hold = ActiveHold;
        return Task.FromResult(new ThrottleStatus
        {
            Limit = _settings.Concurrency,
            InFlight = _leases.Count,
            Waiting = _queue.Count + _retries.Count,
            RateLimit = _rate.PerSecond,
            LastSecond = _rate.LastSecond,
            HoldUntil = hold,
            HoldReason = hold is null ? null : _hold.Reason,
            Paused = record.State.Paused,
            Breaker = _breaker.Status,
            Budget = new BudgetStatus(_budget.Left, RetryBudget.Limit),
        });
    }

    private async Task SetPaused(bool paused)
    {
        var before = record.State.Paused;
        if (before == paused)
        {
            return;
        }

        record.State.Paused = paused;
        try
        {
            await Save();
        }
        catch
        {
            // What was not stored did not happen: asked again, it is tried again.
            record.State.Paused = before;
            throw;
        }
    }

    private (WaitingReason Reason, DateTimeOffset? Until) Blocked() =>
        record.State.Paused ? (WaitingReason.Paused, null)
        : ActiveHold is { } hold ? (WaitingReason.Hold, hold)
        : !_breaker.Allows ? (WaitingReason.Breaker, _breaker.Until)
        : _leases.Count < _settings.Concurrency && _rate.Delay is var delay && delay > TimeSpan.Zero ? (WaitingReason.Rate, time.GetUtcNow() + delay)
        : (WaitingReason.Permit, null);
}
