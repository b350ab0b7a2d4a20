using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>Keeping what is held: once a second, one call for all of it.</summary>
internal sealed partial class PermitDesk
{
    /// <summary>The last renewal is not answered yet; a throttle that is slow must not be asked ever more.</summary>
    private bool _isRenewing;

    /// <summary>Once a second: prolongs what is held, names what waits, hands in again what the throttle does not know.</summary>
    public async Task Renew()
    {
        ImmutableArray<string> leases, tickets;
        lock (_lock)
        {
            leases = [.. _permits.Keys];
            tickets = [.. _waiters.Where(waiter => waiter.Value.IsHandedIn).Select(waiter => waiter.Key)];
        }

        if ((leases.IsEmpty && tickets.IsEmpty) || Interlocked.Exchange(ref _isRenewing, true))
        {
            return;
        }

        var sent = time.GetTimestamp();
        try
        {
            var answer = await throttle.Renew(holder, callback.Value, leases, tickets);
            Apply(answer, leases, sent);
        }
        catch (Exception error)
        {
            // Leases run out by themselves; the next second asks again.
            Complain(error);
        }
        finally
        {
            _isRenewing = false;
        }
    }

    private void Apply(RenewAnswer answer, ImmutableArray<string> leases, long sent)
    {
        var again = new List<PermitRequest>();
        var lost = new List<Permit>();
        var rest = Rest(answer.Term, sent);
        lock (_lock)
        {
            // An answer that took too long renews nothing any more.
            var gone = rest > TimeSpan.Zero ? answer.LostLeases : leases;
            foreach (var permit in leases.Where(lease => !gone.Contains(lease)).Select(_permits.GetValueOrDefault))
            {
                permit?.Extend(rest);
            }

            lost.AddRange(gone.Select(_permits.GetValueOrDefault).OfType<Permit>());
            again.AddRange(answer.UnknownTickets.Select(_waiters.GetValueOrDefault).OfType<Waiter>().Select(waiter => waiter.Request));
        }

        // Outside the lock: an abort runs the exchange's own code.
        lost.ForEach(permit => permit.Lose());
        again.ForEach(Send);
    }

    private TimeSpan Rest(TimeSpan term, long sent) => term - LeaseTerm.Margin - time.GetElapsedTime(sent);
}
