using Actors.Gateway.Harvests;
using Actors.Gateway.Problems;
using Actors.Gateway.Push;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Sockets;

/// <summary>
/// One client's subscription to one harvest: a few frames to begin with (<c>reset</c>, <c>snapshot</c>) and a cursor into
/// the feed that all clients share. There is no queue of events per client.
/// </summary>
internal sealed class HarvestSubscription(SocketSession session, SocketRequests requests, SocketContext context, string id, SubscribeWish wish)
    : IFeedReader, ISubscription
{
    private readonly Lock _gate = new();
    private FeedLease? _lease;
    private FeedCursor? _cursor;
    private ITimer? _progressTimer;
    private long _beganAt;
    private long _lastProgress;
    private volatile bool _open;
    private volatile bool _closed;

    public string Id => id;

    public string Topic => wish.Topic;

    public Opening Opening { get; } = new();

    /// <summary>Loads the feed and finds the place to begin.</summary>
    public async Task Open(CancellationToken cancellationToken)
    {
        var feed = await Lease(cancellationToken);
        if (wish.From is { } from)
        {
            if (await feed.CanContinue(from, cancellationToken))
            {
                Begin(new FeedCursor(from));
                return;
            }

            Opening.Add(SocketFrames.Reset(id, Topic, feed.View.ResetReason(from)));
        }

        await BeginWithSnapshot(feed, cancellationToken);
    }

    /// <summary>Begins with a harvest that this very request started.</summary>
    public async Task Open(HarvestSnapshot started, CancellationToken cancellationToken)
    {
        await Lease(cancellationToken);
        BeginWith(FeedSnapshot.From(started), seen: null);
    }

    public void Wake()
    {
        if (session.IsSending && IsTooFarBehind())
            session.CloseSlow();
        session.Wake();
    }

    public byte[]? Next()
    {
        if (!_open || _closed)
            return null;
        if (Opening.Take() is { } opening)
            return opening;
        var feed = _lease!.Feed;
        byte[] frame = [];
        switch (feed.Gone ? FeedStep.Reset : _cursor!.Next(feed.View, wish.Countries, IsProgressDue(), out frame))
        {
            case FeedStep.Event:
                return frame;
            case FeedStep.Progress:
                _lastProgress = context.Time.GetTimestamp();
                return frame;
            case FeedStep.ProgressLater:
                WakeWhenDue();
                return null;
            case FeedStep.Reset:
                _open = false;
                requests.Load(this, BeginAgain);
                return null;
            case FeedStep.End:
                return requests.Finished(this) ? SocketFrames.Done(id) : null;
            default:
                return null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Opening.End();
            _progressTimer?.Dispose();
            _lease?.Feed.Detach(this);
            _lease?.Dispose();
        }
    }

    private async Task<HarvestFeed> Lease(CancellationToken cancellationToken)
    {
        var lease = await context.Feeds.Open(wish.Harvest!, cancellationToken);
        lock (_gate)
        {
            if (_closed)
                lease.Dispose();
            ObjectDisposedException.ThrowIf(_closed, this);
            _lease = lease;
            lease.Feed.Attach(this);
        }

        return lease.Feed;
    }

    private async Task BeginAgain(CancellationToken cancellationToken)
    {
        var feed = _lease!.Feed;
        if (feed.Gone)
            throw Problem.HarvestNotFound();
        Opening.Add(SocketFrames.Reset(id, Topic, "epoch_changed"));
        await BeginWithSnapshot(feed, cancellationToken);
    }

    private async Task BeginWithSnapshot(HarvestFeed feed, CancellationToken cancellationToken)
    {
        // From before the grain is asked: what is announced from then on may be newer than its answer.
        var seen = feed.View;
        BeginWith(await feed.Snapshot(cancellationToken), seen);
    }

    private void BeginWith(FeedSnapshot snapshot, FeedView? seen)
    {
        Opening.Add(SocketFrames.Snapshot(id, Topic, snapshot));
        Begin(FeedCursor.After(snapshot, seen));
    }

    // The pump reads nothing of this before it sees _open, which is written last.
    private void Begin(FeedCursor cursor)
    {
        _cursor = cursor;
        _beganAt = _lease!.Feed.View.Last;
        _open = true;
        session.Wake();
    }

    /// <summary>
    /// Outcomes wait in the log that all share, so a slow client costs nothing; but one that never catches up with a harvest
    /// is better told so, and comes back to where it was. What was there when it began does not count: it is no fault of its.
    /// </summary>
    private bool IsTooFarBehind()
    {
        if (!_open || !wish.Countries || _cursor is not { } cursor)
            return false;
        var view = _lease!.Feed.View;
        if (view.Epoch != cursor.Epoch)
            return false;
        var since = Math.Max(cursor.Seq, _beganAt);
        return view.Last - since > context.Limits.LagEvents || view.BytesAfter(since) > context.Limits.LagBytes;
    }

    private bool IsProgressDue() =>
        _lastProgress == 0 || wish.ProgressEvery == TimeSpan.Zero || context.Time.GetElapsedTime(_lastProgress) >= wish.ProgressEvery;

    private void WakeWhenDue()
    {
        var wait = wish.ProgressEvery - context.Time.GetElapsedTime(_lastProgress);
        wait = wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
        lock (_gate)
        {
            if (_closed)
                return;
            _progressTimer ??= context.Time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _progressTimer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
