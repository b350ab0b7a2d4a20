using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>Who gets a permit now, who never will, and how they hear of it.</summary>
internal sealed partial class ThrottleGrain
{
    private bool IsOpen => !_replaced && !standing.IsLost && !record.State.Paused && ActiveHold is null && time.GetTimestamp() >= _quietUntil;

    public async Task<PermitAnswer> Settle(
        string holder, IPermitHolder callback, ImmutableArray<PermitReturn> returns, ImmutableArray<PermitRequest> tickets)
    {
        _holders[holder] = callback;
        var mustStore = false;
        foreach (var (lease, signal) in returns)
        {
            // Also of a lease that ran out: what the host said is true all the same.
            var isOut = _leases.Remove(lease, out var ended);
            if (isOut)
            {
                _queue.Refund(ended.Flow);
            }

            mustStore |= Heed(lease, isOut ? ended.Granted : null, signal);
        }

        foreach (var ticket in tickets)
        {
            Put(ticket, holder);
            _lastNamed[ticket.Ticket] = time.GetTimestamp();
        }

        // After everything that must not be lost if the write fails.
        if (mustStore)
        {
            await Save();
        }

        await ConfirmEpoch();
        var decision = await Decide();
        var answer = decision.Take(holder);
        Announce(decision);
        return answer;
    }

    /// <summary>A retry waits until the budget has paid for it; everything else, and what was paid for before, waits for a permit.</summary>
    private void Put(PermitRequest ticket, string holder)
    {
        if (ticket.Attempt > 1 && !_queue.Contains(ticket.Ticket)
            && ((_retries.Count > 0 && !ticket.Flows.IsEmpty) || !_budget.Take()))
        {
            _retries.Put(ticket, holder);
            return;
        }

        _queue.Put(ticket, holder);
    }

    private async Task<Decision> Decide()
    {
        Collect(_leases.Expire());
        if (_breaker.GiveUpIfOverdue(out var silent))
        {
            await GiveUp(silent);
        }

        while (_retries.Count > 0 && _budget.Take())
        {
            var (request, holder) = _retries.Next()!.Value;
            _queue.Put(request, holder);
        }

        var decision = new Decision();
        if (_breaker.Refusal is { } failure)
        {
            RefuseAll(failure, decision);
        }
        else
        {
            Grant(decision);
        }

        ScheduleTick();
        return decision;
    }

    private void Grant(Decision decision)
    {
        var now = time.GetTimestamp();
        while (IsOpen && _leases.Count < _settings.Concurrency && LeaseEnd > now && _rate.Delay == TimeSpan.Zero && _breaker.Allows
            && _queue.Next() is var (entry, flow))
        {
            var lease = $"{_epoch}:{++_serial}";
            _leases.Add(lease, flow, LeaseEnd);
            _lastNamed.Remove(entry.Request.Ticket);
            _rate.Record();
            _breaker.Begin(lease);
            decision.Grant(new PermitGrant(entry.Request.Ticket, lease, Term), entry.Holder);
        }

        if (decision.Grants > 0)
        {
            Telemetry.Permits.Add(decision.Grants, new KeyValuePair<string, object?>("authority", Authority));
        }
    }

    private void RefuseAll(HostFailure failure, Decision decision)
    {
        while (_retries.Next() is var (request, holder))
        {
            _lastNamed.Remove(request.Ticket);
            decision.Refuse(new PermitRefusal(request.Ticket, failure), holder);
        }

        foreach (var entry in _queue.Clear())
        {
            _lastNamed.Remove(entry.Request.Ticket);
            decision.Refuse(new PermitRefusal(entry.Request.Ticket, failure), entry.Holder);
        }
    }

    private void Announce(Decision decision)
    {
        foreach (var (holder, answer) in decision.ByHolder())
        {
            if (_holders.TryGetValue(holder, out var callback))
            {
                callback.Decided(Authority, answer).Ignore();
            }
        }
    }

    private void Collect(List<LeaseTable.Lease> ended)
    {
        foreach (var lease in ended)
        {
            _queue.Refund(lease.Flow);
            _breaker.Lose(lease.Id);
        }
    }
}
