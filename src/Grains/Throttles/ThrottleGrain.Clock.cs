
namespace Actors.Grains.Throttles;

/// <summary>Time: how long leases last, the look at the stored epoch, and when to look again for somebody to grant to.</summary>
internal sealed partial class ThrottleGrain
{
    /// <summary>No lease ends later than one term after the start of the last successful look at the stored epoch.</summary>
    private long LeaseEnd => After(_confirmed, LeaseTerm.Length);

    private TimeSpan Term => time.GetElapsedTime(time.GetTimestamp(), LeaseEnd);

    private long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>Looks at the stored epoch again, once a second while there is anything to grant or to renew.</summary>
    private async Task ConfirmEpoch()
    {
        var start = time.GetTimestamp();
        if (time.GetElapsedTime(_looked, start) < LeaseTerm.RenewEvery || _replaced)
        {
            return;
        }

        _looked = start;
        DropForgotten(start);
        try
        {
            await record.ReadStateAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Not confirmed: what is out runs out by itself, nothing new lasts longer. The next second tries again.
            LogUnconfirmed(error, Authority);
            return;
        }

        if (record.State.Epoch == _epoch)
        {
            _confirmed = start;
            return;
        }

        _replaced = true;
        LogReplaced(Authority, _epoch, record.State.Epoch);
        DeactivateOnIdle();
    }

    /// <summary>Tickets whose holder is gone.</summary>
    private void DropForgotten(long now)
    {
        foreach (var (ticket, named) in _lastNamed)
        {
            if (time.GetElapsedTime(named, now) >= LeaseTerm.TicketPatience)
            {
                Drop(ticket);
            }
        }
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        await ConfirmEpoch();
        Announce(await Decide());
    }

    private void ScheduleTick()
    {
        if (!IsBusy)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var due = LeaseTerm.RenewEvery;
        if (_queue.Count > 0 && _leases.Count < _settings.Concurrency)
        {
            due = Sooner(due, _rate.Delay);
            due = Sooner(due, _breaker.Rest);
            due = Sooner(due, _hold.Rest);
            due = Sooner(due, time.GetElapsedTime(time.GetTimestamp(), _quietUntil));
        }

        if (_retries.Count > 0)
        {
            due = Sooner(due, _budget.Delay);
        }

        _timer?.Change(due + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

        static TimeSpan Sooner(TimeSpan a, TimeSpan b) => b > TimeSpan.Zero && b < a ? b : a;
    }
}
