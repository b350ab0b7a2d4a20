using System.Collections.Concurrent;

namespace Actors.Grains.Throttles;

/// <summary>
/// Whether a throttle's new activation must wait one lease term before it grants, because leases of its predecessor may
/// be alive. On the embedded store the directory's lock proves that no other process holds any, so the first activation
/// of a key in this process need not; every later one must, and on shared storage all of them.
/// </summary>
internal sealed class QuietStart(bool directoryIsOurs)
{
    private readonly ConcurrentDictionary<string, bool> _activatedHere = new(StringComparer.Ordinal);

    /// <summary>An activation ended in good order with no lease out: the next one need not wait for any.</summary>
    public void Forget(string authority) => _activatedHere.TryRemove(authority, out _);

    public bool IsNeeded(string authority) => !_activatedHere.TryAdd(authority, true) || !directoryIsOurs;
}
