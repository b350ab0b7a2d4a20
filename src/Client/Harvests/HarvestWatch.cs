using Actors.Client.Sockets;

namespace Actors.Client.Harvests;

/// <summary>
/// Watches one harvest over as many connections as it takes. Nothing is buffered here: who reads slowly is a slow client
/// of the server, which may drop the connection (4101), and then resumes.
/// </summary>
internal sealed class HarvestWatch(Uri gateway, string harvest, WatchOptions options, ActorsClientOptions client) : IAsyncDisposable
{
    private const string SubscriptionId = "watch";
    private static readonly TimeSpan WaitWithoutNumber = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly HarvestCursor _cursor = new(options.From, options.LatestOnly);
    private readonly BackOff _backOff = new(options.FirstBackOff, options.LongestBackOff, client.Jitter);
    private readonly TimeProvider _time = client.Time;
    private SocketConnection? _connection;
    private HarvestEvent? _ahead;
    private long _heardAt = client.Time.GetTimestamp();

    /// <summary>The next event, whatever happens to the connection meanwhile. The last is <see cref="HarvestEvent.Completed"/>.</summary>
    /// <exception cref="ActorsProblemException">The server refuses for good.</exception>
    /// <exception cref="ActorsUnreachableException">Nothing was heard for <see cref="WatchOptions.GiveUpAfter"/>.</exception>
    public async Task<HarvestEvent> NextAsync(CancellationToken cancellationToken)
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            return ahead;
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _connection ??= await SubscribeAsync(cancellationToken);
                var frame = await _connection.ReceiveAsync(cancellationToken);
                _heardAt = _time.GetTimestamp();
                if (Read(frame) is { } news)
                    return news;
            }
            catch (SocketLostException lost)
            {
                await HangUpAsync();
                await PauseAsync(lost, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => HangUpAsync();

    private async Task<SocketConnection> SubscribeAsync(CancellationToken cancellationToken)
    {
        var connection = await SocketConnection.OpenAsync(gateway, client.Key, options, _time, cancellationToken);
        // Kept before the first frame goes out, so that it is closed whatever that frame meets.
        _connection = connection;
        var subscribe = new ClientFrame("subscribe")
        {
            Id = SubscriptionId,
            Topic = $"harvest/{harvest}",
            From = _cursor.Position,
            Mode = options.LatestOnly ? "latest" : null,
            MaxRate = options.MaxRate,
        };
        await connection.SendAsync(subscribe, cancellationToken);
        return connection;
    }

    private HarvestEvent? Read(ServerFrame frame)
    {
        switch (frame.Type)
        {
            case "event":
                var before = _cursor.Position;
                var news = _cursor.Event(frame);
                if (_cursor.Position != before)
                    _backOff.Reset();
                return news;
            case "snapshot":
                var snapshot = _cursor.Snapshot(frame);
                if (snapshot.Harvest is { IsFinished: true } end)
                {
                    _ahead = new HarvestEvent.Completed(
                        snapshot.Epoch, snapshot.Seq, end.State, end.Ok, end.NotFound, end.Failed, end.Cancelled);
                }

                return snapshot;
            case "reset":
                _cursor.Reset(frame.Reason);
                return null;
            case "error":
                throw ErrorFrames.ToException(frame);
            case "goaway":
                throw new SocketLostException(1012, "The server goes away.", Milliseconds(frame.RetryAfterMs));
            case "done":
                // It ended before the point that we resumed from: only a snapshot can still say how.
                _cursor.Forget();
                throw new SocketLostException(CloseRules.Aborted, "The subscription ended without an end of the harvest.");
            default:
                return null;
        }
    }

    private static TimeSpan? Milliseconds(long? value) => value is { } wait and >= 0 ? TimeSpan.FromMilliseconds(wait) : null;

    private async Task PauseAsync(SocketLostException lost, CancellationToken cancellationToken)
    {
        var advice = CloseRules.For(lost.Code);
        if (advice == CloseAdvice.Stop)
        {
            var reason = lost.Message is "" ? $"The server closed the connection with code {lost.Code}." : lost.Message;
            throw new ActorsProblemException(lost.Code, $"closed_{lost.Code}", reason);
        }

        if (_time.GetElapsedTime(_heardAt) >= options.GiveUpAfter)
            throw new ActorsUnreachableException(gateway, lost.Message, lost);

        var wait = lost.RetryAfter ?? (advice == CloseAdvice.Wait ? WaitWithoutNumber : TimeSpan.Zero);
        var delay = (wait < LongestWait ? wait : LongestWait) + _backOff.Next();
        options.Reconnecting?.Invoke(delay);
        await Task.Delay(delay, _time, cancellationToken);
    }

    private async ValueTask HangUpAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
