using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>What the throttle decided.</summary>
internal sealed partial class PermitDesk
{
    public void Decided(PermitAnswer answer)
    {
        Refuse(answer.Refusals);
        if (!answer.Grants.IsEmpty)
        {
            Confirm(answer.Grants).Ignore();
        }
    }

    private void Apply(PermitAnswer answer, long sent)
    {
        foreach (var grant in answer.Grants)
        {
            Deliver(grant.Ticket, grant.Lease, Rest(grant.Term, sent));
        }

        Refuse(answer.Refusals);
    }

    private void Refuse(ImmutableArray<PermitRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            Waiter? waiter;
            lock (_lock)
            {
                _waiters.Remove(refusal.Ticket, out waiter);
            }

            waiter?.Permit.TrySetException(new PermitRefusedException(refusal.Failure));
        }
    }

    /// <summary>A granted lease counts from a call that the holder sent: this one.</summary>
    private async Task Confirm(ImmutableArray<PermitGrant> grants)
    {
        var sent = time.GetTimestamp();
        ImmutableArray<string> leases = [.. grants.Select(grant => grant.Lease)];
        try
        {
            var answer = await throttle.Renew(holder, callback.Value, leases, []);
            foreach (var grant in grants.Where(grant => !answer.LostLeases.Contains(grant.Lease)))
            {
                Deliver(grant.Ticket, grant.Lease, Rest(answer.Term, sent));
            }
        }
        catch (Exception error)
        {
            Complain(error);
        }
    }
}
