using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>Retries that the budget has not paid for yet, in the order in which they came, interactive readers first.</summary>
internal sealed class RetryQueue
{
    private readonly OrderedDictionary<string, (PermitRequest Request, string Holder)> _waiting = new(StringComparer.Ordinal);

    public int Count => _waiting.Count;

    public bool Contains(string ticket) => _waiting.ContainsKey(ticket);

    /// <summary>Adds a ticket, or replaces what it says and keeps its place.</summary>
    public void Put(PermitRequest request, string holder) => _waiting[request.Ticket] = (request, holder);

    public bool Remove(string ticket) => _waiting.Remove(ticket);

    /// <summary>Takes the first reader's out, else the first; null if there is none.</summary>
    public (PermitRequest Request, string Holder)? Next()
    {
        if (_waiting.Count == 0)
        {
            return null;
        }

        var first = _waiting.Values.FirstOrDefault(one => one.Request.Flows.IsEmpty, _waiting.GetAt(0).Value);
        _waiting.Remove(first.Request.Ticket);
        return first;
    }

    /// <summary>Countries of a harvest whose retries wait here.</summary>
    public ImmutableArray<string> Subjects(string flow) =>
        [.. _waiting.Values.Where(one => one.Request.Flows.Any(wanted => wanted.Id == flow)).Select(one => one.Request.Subject)];
}
