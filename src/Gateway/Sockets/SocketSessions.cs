using Actors.Gateway.Telemetry;

namespace Actors.Gateway.Sockets;

/// <summary>The open sockets of this gateway, and how they are sent away when it stops.</summary>
internal sealed class SocketSessions(TimeProvider time, GatewayMetrics metrics)
{
    /// <summary>Sockets sent away together.</summary>
    private const int SmallestBatch = 100;
    private const int MostBatches = 50;
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromSeconds(0.1);

    /// <summary>How long the last ones may take over their goodbye; what is left is aborted as the web server stops.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(4);

    private readonly HashSet<SocketSession> _open = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource? _empty;
    private volatile bool _stopping;

    /// <summary>No socket is taken any more.</summary>
    public bool IsStopping => _stopping;

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
            session.GoAway(Spread(0));
        metrics.Socket(1);
        try
        {
            await session.Run();
        }
        finally
        {
            metrics.Socket(-1);
            Leave(session);
        }
    }

    /// <summary>Sends all away, batch by batch, in at most some seconds, and waits for them to be gone.</summary>
    public async Task Drain(CancellationToken cancellationToken)
    {
        SocketSession[] sessions;
        Task empty;
        lock (_gate)
        {
            _stopping = true;
            sessions = [.. _open];
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (sessions.Length == 0)
                _empty.SetResult();
            empty = _empty.Task;
        }

        foreach (var batch in sessions.Chunk(Math.Max(SmallestBatch, (sessions.Length + MostBatches - 1) / MostBatches)))
        {
            foreach (var session in batch)
                session.GoAway(Spread(sessions.Length));
            if (batch[^1] != sessions[^1])
                await Task.Delay(BetweenBatches, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await empty.WaitAsync(Goodbye, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // All clients would knock at the next gateway in the same moment: it is given a second for each thousand.
    private static TimeSpan Spread(int sockets) => TimeSpan.FromMilliseconds(Random.Shared.Next(100, 1000 + sockets));

    private bool Enter(SocketSession session)
    {
        lock (_gate)
            return !_stopping && _open.Add(session);
    }

    private void Leave(SocketSession session)
    {
        lock (_gate)
        {
            _open.Remove(session);
            if (_open.Count == 0)
                _empty?.TrySetResult();
        }
    }
}
