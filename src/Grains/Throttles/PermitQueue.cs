using System.Collections.Immutable;

namespace Actors.Grains.Throttles;

/// <summary>
/// Who is next: interactive readers first, then harvests in turn, each within its own limit. Plain counting; knows
/// nothing of leases, clocks or Orleans.
/// </summary>
/// <remarks>
/// Inside a harvest, finishing comes before opening: countries complete one after the other instead of all at the end.
/// Only when what is not yet opened fits into one round of the harvest's permits, opening comes first: the last round
/// would otherwise find only second exchanges of few countries, and permits would lie idle.
/// </remarks>
internal sealed class PermitQueue
{
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly SortedSet<Entry> _interactive = new(Entry.ByArrival);
    private readonly Dictionary<string, FlowQueue> _flows = [];
    private readonly LinkedList<FlowQueue> _turns = [];
    private long _arrivals;

    public int Count => _entries.Count;

    public bool Contains(string ticket) => _entries.ContainsKey(ticket);

    /// <summary>Adds a ticket, or replaces what it says and keeps its place.</summary>
    public void Put(PermitRequest request, string holder)
    {
        var arrival = Remove(request.Ticket)?.Arrival ?? ++_arrivals;
        var entry = new Entry(request, holder, arrival);
        _entries.Add(request.Ticket, entry);
        if (request.Flows.IsEmpty)
        {
            _interactive.Add(entry);
        }

        foreach (var flow in request.Flows)
        {
            FlowOf(flow).Add(entry);
        }
    }

    public Entry? Remove(string ticket)
    {
        if (!_entries.Remove(ticket, out var entry))
        {
            return null;
        }

        _interactive.Remove(entry);
        foreach (var flow in entry.Request.Flows)
        {
            if (_flows.TryGetValue(flow.Id, out var queue))
            {
                queue.Remove(entry);
                DropIfIdle(queue);
            }
        }

        return entry;
    }

    /// <summary>Takes every ticket out, in no order.</summary>
    public ImmutableArray<Entry> Clear()
    {
        ImmutableArray<Entry> all = [.. _entries.Values];
        foreach (var entry in all)
        {
            Remove(entry.Request.Ticket);
        }

        return all;
    }

    /// <summary>Takes the next ticket out and charges its harvest; null if nobody may have a permit now.</summary>
    public (Entry Entry, string? Flow)? Next()
    {
        if (_interactive.Min is { } reader)
        {
            Remove(reader.Request.Ticket);
            return (reader, null);
        }

        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            var queue = turn.Value;
            if (queue.InFlight >= queue.Limit || queue.First is not { } entry)
            {
                continue;
            }

            queue.InFlight++;
            _turns.Remove(turn);
            _turns.AddLast(turn);
            Remove(entry.Request.Ticket);
            return (entry, queue.Id);
        }

        return null;
    }

    /// <summary>A permit charged to this harvest came back.</summary>
    public void Refund(string? flow)
    {
        if (flow is not null && _flows.TryGetValue(flow, out var queue))
        {
            queue.InFlight--;
            DropIfIdle(queue);
        }
    }

    /// <summary>Another bound for a harvest that is known here; what its tickets say later counts.</summary>
    public void Limit(string flow, int limit)
    {
        if (_flows.TryGetValue(flow, out var queue))
        {
            queue.Limit = limit;
        }
    }

    public int InFlight(string flow) => _flows.TryGetValue(flow, out var queue) ? queue.InFlight : 0;

    /// <summary>The harvest's tickets in the order in which they would be served.</summary>
    public ImmutableArray<Entry> Waiting(string flow) => _flows.TryGetValue(flow, out var queue) ? queue.InOrder() : [];

    private FlowQueue FlowOf(Flow flow)
    {
        if (!_flows.TryGetValue(flow.Id, out var queue))
        {
            queue = new FlowQueue(flow.Id);
            _flows.Add(flow.Id, queue);
            queue.Turn = _turns.AddLast(queue);
        }

        queue.Limit = flow.Limit;
        return queue;
    }

    private void DropIfIdle(FlowQueue queue)
    {
        if (queue is { InFlight: 0, IsEmpty: true, Turn: { } turn })
        {
            _flows.Remove(queue.Id);
            _turns.Remove(turn);
        }
    }

    /// <summary>A ticket in the queue.</summary>
    internal sealed class Entry(PermitRequest request, string holder, long arrival)
    {
        public static IComparer<Entry> ByArrival { get; } = Comparer<Entry>.Create((a, b) => a.Arrival.CompareTo(b.Arrival));

        public static IComparer<Entry> ByRank { get; } = Comparer<Entry>.Create(
            (a, b) => a.Request.Rank != b.Request.Rank ? a.Request.Rank.CompareTo(b.Request.Rank) : a.Arrival.CompareTo(b.Arrival));

        public PermitRequest Request => request;

        public string Holder => holder;

        public long Arrival => arrival;
    }

    private sealed class FlowQueue(string id)
    {
        private readonly SortedSet<Entry> _opened = new(Entry.ByRank);
        private readonly SortedSet<Entry> _unopened = new(Entry.ByRank);

        public string Id => id;

        public int Limit { get; set; }

        public int InFlight { get; set; }

        public LinkedListNode<FlowQueue>? Turn { get; set; }

        public bool IsEmpty => _opened.Count + _unopened.Count == 0;

        public Entry? First => OpeningFirst ? _unopened.Min ?? _opened.Min : _opened.Min ?? _unopened.Min;

        private bool OpeningFirst => _unopened.Count <= Limit;

        public void Add(Entry entry) => (entry.Request.Opened ? _opened : _unopened).Add(entry);

        public void Remove(Entry entry) => (entry.Request.Opened ? _opened : _unopened).Remove(entry);

        public ImmutableArray<Entry> InOrder() => OpeningFirst ? [.. _unopened, .. _opened] : [.. _opened, .. _unopened];
    }
}
