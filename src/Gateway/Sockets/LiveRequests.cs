using Actors.Gateway.Problems;
using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>The ids that are in use on one connection, and what for. Bounded, so that a client cannot make it grow.</summary>
internal sealed class LiveRequests(LimitsOptions limits, GatewayMetrics metrics)
{
    private readonly Dictionary<string, Subscription?> _byId = [];
    private readonly Lock _gate = new();
    private volatile Subscription[] _subscriptions = [];
    private bool _cleared;

    /// <summary>The subscriptions among them, in the order of their beginning.</summary>
    public Subscription[] Subscriptions => _subscriptions;

    /// <summary>Takes an id into use.</summary>
    /// <exception cref="ProblemException">It is in use, the topic is subscribed already, or there are too many.</exception>
    public void Enter(string id, Subscription? subscription)
    {
        lock (_gate)
        {
            if (_byId.ContainsKey(id))
                throw Refused(StatusCodes.Status409Conflict, "duplicate_id", "A live request of this connection has that id.");
            if (subscription is null)
            {
                if (_byId.Count - _subscriptions.Length >= limits.Requests)
                    throw TooMany("too_many_requests", $"{limits.Requests} requests of this connection are under way, which is the limit.");
            }
            else
            {
                if (Array.Exists(_subscriptions, other => other.Topic == subscription.Topic))
                    throw Refused(StatusCodes.Status409Conflict, "already_subscribed", "This connection is subscribed to that topic.");
                if (_subscriptions.Length >= limits.Subscriptions)
                    throw TooMany("too_many_subscriptions", $"This connection has {limits.Subscriptions} subscriptions, which is the limit.");
                _subscriptions = [.. _subscriptions, subscription];
                metrics.Subscription(1);
            }

            _byId.Add(id, subscription);
        }
    }

    /// <summary>Frees an id, if it is still used for the same. Only the first caller gets true.</summary>
    public bool Leave(string id, Subscription? subscription)
    {
        lock (_gate)
        {
            if (_cleared || !_byId.TryGetValue(id, out var current) || current != subscription)
                return false;
            _byId.Remove(id);
            if (subscription is not null)
                Drop(subscription);
            return true;
        }
    }

    /// <summary>Ends a subscription; false if the id is not one's.</summary>
    public bool Unsubscribe(string id)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var subscription) && subscription is not null && Leave(id, subscription);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _cleared = true;
            foreach (var subscription in _subscriptions)
                Drop(subscription);
            _byId.Clear();
        }
    }

    private void Drop(Subscription subscription)
    {
        _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        subscription.Dispose();
        metrics.Subscription(-1);
    }

    private static ProblemException Refused(int status, string code, string detail) => new(new Problem(status, code, detail, "id"));

    private static ProblemException TooMany(string code, string detail) =>
        new(new Problem(StatusCodes.Status429TooManyRequests, code, detail) { RetryAfter = TimeSpan.FromSeconds(1) });
}
