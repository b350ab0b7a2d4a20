using Actors.Gateway.Problems;
using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>The ids that are in use on one connection, and what for. Bounded, so that a client cannot make it grow.</summary>
internal sealed class LiveRequests(LimitsOptions limits, GatewayMetrics metrics)
{
    // Null: a request with a single answer, which needs no turn at the pump.
    private readonly Dictionary<string, ILiveRequest?> _byId = [];
    private readonly Lock _gate = new();
    private volatile ILiveRequest[] _turns = [];
    private bool _cleared;

    /// <summary>Those that have frames to give, in the order of their beginning.</summary>
    public ILiveRequest[] Turns => _turns;

    /// <summary>For requests that are checked further before they take their id into use.</summary>
    /// <param name="id">The client's.</param>
    /// <param name="forSearch">A live search of that id is no obstacle.</param>
    /// <exception cref="ProblemException">It is in use.</exception>
    public void RefuseDuplicate(string id, bool forSearch = false)
    {
        lock (_gate)
        {
            if (!forSearch || _byId.GetValueOrDefault(id) is not Search)
                RefuseUsed(id);
        }
    }

    /// <summary>Takes an id into use for a request with a single answer.</summary>
    /// <exception cref="ProblemException">It is in use, or there are too many.</exception>
    public void Enter(string id)
    {
        lock (_gate)
        {
            RefuseUsed(id);
            if (_byId.Count - _turns.Length >= limits.Requests)
                throw TooMany("too_many_requests", $"{limits.Requests} requests of this connection are under way, which is the limit.");
            _byId.Add(id, null);
        }
    }

    /// <summary>Takes an id into use for a subscription.</summary>
    /// <exception cref="ProblemException">It is in use, the topic is subscribed already, or there are too many.</exception>
    public void Enter(ISubscription subscription)
    {
        lock (_gate)
        {
            RefuseUsed(subscription.Id);
            if (_turns.OfType<ISubscription>().Any(other => other.Topic == subscription.Topic))
                throw Refused("already_subscribed", "This connection is subscribed to that topic.");
            if (_turns.OfType<ISubscription>().Count() >= limits.Subscriptions)
                throw Full("too_many_subscriptions", $"This connection has {limits.Subscriptions} subscriptions, which is the limit.");
            Add(subscription);
            metrics.Subscription(1);
        }
    }

    /// <summary>Takes an id into use for a search; a live search of that id ends, and gives no frame any more.</summary>
    /// <exception cref="ProblemException">It is in use for something else, or there are too many.</exception>
    public void Enter(Search search)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(search.Id, out var current) && current is Search superseded)
                Remove(superseded);
            RefuseUsed(search.Id);
            if (_turns.OfType<Search>().Count() >= limits.Searches)
                throw Full("too_many_searches", $"This connection has {limits.Searches} searches, which is the limit.");
            Add(search);
        }
    }

    /// <summary>The live search of an id; null if there is none.</summary>
    public Search? FindSearch(string id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id) as Search;
    }

    /// <summary>Frees the id of a request with a single answer. Only the first caller gets true.</summary>
    public bool Leave(string id)
    {
        lock (_gate)
            return !_cleared && _byId.TryGetValue(id, out var current) && current is null && _byId.Remove(id);
    }

    /// <summary>Ends a live request and frees its id, if it is still used for the same. Only the first caller gets true.</summary>
    public bool Leave(ILiveRequest request)
    {
        lock (_gate)
        {
            if (_cleared || _byId.GetValueOrDefault(request.Id) != request)
                return false;
            Remove(request);
            return true;
        }
    }

    /// <summary>Ends the subscription or search of an id; false if there is none.</summary>
    public bool End(string id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id) is { } request && Leave(request);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _cleared = true;
            foreach (var request in _turns)
                Remove(request);
            _byId.Clear();
        }
    }

    private void Add(ILiveRequest request)
    {
        _byId.Add(request.Id, request);
        _turns = [.. _turns, request];
    }

    private void Remove(ILiveRequest request)
    {
        _byId.Remove(request.Id);
        _turns = [.. _turns.Where(other => other != request)];
        request.Dispose();
        if (request is ISubscription)
            metrics.Subscription(-1);
    }

    private void RefuseUsed(string id)
    {
        if (_byId.ContainsKey(id))
            throw Refused("duplicate_id", "A live request of this connection has that id.");
    }

    private static ProblemException Refused(string code, string detail) =>
        new(new Problem(StatusCodes.Status409Conflict, code, detail, "id"));

    // No time to come back at: nothing gets free by waiting.
    private static ProblemException Full(string code, string detail) => new(new Problem(StatusCodes.Status429TooManyRequests, code, detail));

    private static ProblemException TooMany(string code, string detail) =>
        new(new Problem(StatusCodes.Status429TooManyRequests, code, detail) { RetryAfter = TimeSpan.FromSeconds(1) });
}
