using System.Collections.Concurrent;
using Actors.Grains.Membership;

namespace Actors.Grains.Throttles;

/// <summary>
/// How long a throttle's new activation must wait before it grants, because leases of its predecessor may be alive. On the embedded store
/// the directory's lock proves that no other process holds any, so the first activation of a key in this process need not; every later one
/// must, and on shared storage all of them. There an absent record proves nothing: the table may have been lost, and a cluster from before,
/// with a throttle of its own, may not have noticed yet.
/// </summary>
internal sealed class QuietStart(bool directoryIsOurs, ClusterStanding standing)
{
    private readonly ConcurrentDictionary<string, bool> _activatedHere = new(StringComparer.Ordinal);

    /// <summary>An activation ended in good order with no lease out: the next one need not wait for any.</summary>
    public void Forget(string authority) => _activatedHere.TryRemove(authority, out _);

    /// <param name="wasKnown">Whether the throttle had a record.</param>
    public TimeSpan Span(string authority, bool wasKnown)
    {
        var isFirst = _activatedHere.TryAdd(authority, true);
        if (directoryIsOurs)
        {
            return isFirst ? TimeSpan.Zero : LeaseTerm.Length;
        }

        var unnoticed = ClusterStanding.NoticedWithin - standing.MemberFor;
        return wasKnown || unnoticed < TimeSpan.Zero ? LeaseTerm.Length : unnoticed + LeaseTerm.Length;
    }
}
