using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>The open sockets of this gateway, which are told when it stops: they would hold up its end otherwise.</summary>
internal sealed class SocketSessions : IDisposable
{
    private readonly HashSet<SocketSession> _open = [];
    private readonly Lock _gate = new();
    private readonly GatewayMetrics _metrics;
    private readonly CancellationTokenRegistration _stopping;
    private bool _stopped;

    public SocketSessions(IHostApplicationLifetime lifetime, GatewayMetrics metrics)
    {
        _metrics = metrics;
        _stopping = lifetime.ApplicationStopping.Register(GoAway);
    }

    /// <summary>Sockets that are open now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    public async Task Run(SocketSession session)
    {
        if (!Enter(session))
            session.GoAway(Spread());
        _metrics.Socket(1);
        try
        {
            await session.Run();
        }
        finally
        {
            _metrics.Socket(-1);
            lock (_gate)
                _open.Remove(session);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private bool Enter(SocketSession session)
    {
        lock (_gate)
            return !_stopped && _open.Add(session);
    }

    private void GoAway()
    {
        SocketSession[] sessions;
        lock (_gate)
        {
            _stopped = true;
            sessions = [.. _open];
        }

        foreach (var session in sessions)
            session.GoAway(Spread());
    }

    // All clients would knock at the next gateway in the same moment.
    private static TimeSpan Spread() => TimeSpan.FromMilliseconds(Random.Shared.Next(100, 2000));
}
