namespace Actors.Grains.Throttles;

/// <summary>Permits that are out. Each ends by itself at its expiry, on the monotonic clock, unless renewed.</summary>
internal sealed class LeaseTable(TimeProvider time)
{
    private readonly Dictionary<string, Lease> _leases = [];

    public int Count => _leases.Count;

    public void Add(string id, string? flow, long expires) => _leases[id] = new Lease(id, flow, time.GetTimestamp(), expires);

    public bool Contains(string id) => _leases.ContainsKey(id);

    public void Renew(string id, long expires) => _leases[id] = _leases[id] with { Expires = expires };

    /// <summary>Takes a lease back; false if it is unknown or was taken before.</summary>
    public bool Remove(string id, out Lease lease) => _leases.Remove(id, out lease);

    /// <summary>Takes every lease back whose time is over.</summary>
    public List<Lease> Expire()
    {
        var now = time.GetTimestamp();
        var ended = _leases.Values.Where(lease => lease.Expires <= now).ToList();
        foreach (var lease in ended)
        {
            _leases.Remove(lease.Id);
        }

        return ended;
    }

    /// <param name="Flow">The harvest that was charged; null for an interactive reader.</param>
    /// <param name="Granted">Timestamp of the injected clock.</param>
    /// <param name="Expires">Timestamp of the injected clock.</param>
    internal readonly record struct Lease(string Id, string? Flow, long Granted, long Expires);
}
