using Actors.Gateway.Harvests;
using Actors.Gateway.Push;

namespace Actors.Gateway.Sockets;

/// <summary>One client's subscription to how things stand: a snapshot, then the newest of whatever has changed.</summary>
internal sealed class StatesSubscription(SocketSession session, StatesFeed feed, string id, SubscribeWish wish)
    : IFeedReader, ISubscription
{
    private readonly Lock _gate = new();
    private long _seq;
    private bool _attached;
    private volatile bool _open;
    private volatile bool _closed;

    public string Id => id;

    public string Topic => wish.Topic;

    public Opening Opening { get; } = new();

    public async Task Open(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            feed.Attach(this);
            _attached = true;
        }

        var view = await feed.Load(cancellationToken);
        if (wish.From is not null)
            Opening.Add(SocketFrames.Reset(id, Topic, "not_replayable"));
        Opening.Add(SocketFrames.Snapshot(id, Topic, new FeedSnapshot(new Position(view.Epoch, view.Last), view.State)));
        _seq = view.Last;
        _open = true;
        session.Wake();
    }

    public void Wake() => session.Wake();

    public byte[]? Next()
    {
        if (!_open || _closed)
            return null;
        if (Opening.Take() is { } frame)
            return frame;
        if (feed.View.Next(_seq) is not var (seq, utf8))
            return null;
        _seq = seq;
        return utf8;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Opening.End();
            if (_attached)
                feed.Detach(this);
            _attached = false;
        }
    }
}
