using Actors.Grains.Chars;

namespace Actors.Gateway.Sockets;

/// <summary>
/// One client's search: a cursor into the results and the number of rows that the client still takes. Pages are asked for
/// when the socket is free, at most one ahead of what was sent; without credit the search only waits, and costs nothing.
/// </summary>
internal sealed class Search(SocketSession session, SocketRequests requests, SocketContext context, string id, SearchWish wish)
    : ILiveRequest
{
    /// <summary>Most rows that may be granted and not sent.</summary>
    public const int MaxCredit = 100_000;

    private readonly Lock _gate = new();
    private CharRequest _request = wish.Request;
    private int _credit = wish.Credit;
    private CharPage? _page;
    private byte[]? _failure;
    private bool _fetching;
    private bool _complete;
    private bool _closed;

    public string Id => id;

    /// <summary>Lets so many rows more be sent; false, and nothing changes, if that would be more than <see cref="MaxCredit"/>.</summary>
    public bool Grant(int rows)
    {
        lock (_gate)
        {
            if (_credit + rows > MaxCredit)
                return false;
            _credit += rows;
        }

        session.Wake();
        return true;
    }

    public byte[]? Next()
    {
        byte[]? frame = null;
        var isLast = false;
        lock (_gate)
        {
            if (_closed)
                return null;
            if (_page is { } page)
            {
                _page = null;
                frame = SearchFrames.Rows(id, page);
            }
            else if (_failure is not null || _complete)
            {
                frame = _failure ?? SocketFrames.Done(id);
                isLast = true;
            }
        }

        // Whoever ended it meanwhile has the last word.
        if (isLast)
            return requests.Finished(this) ? frame : null;
        // While this page is sent, the next one may be under way.
        FetchAhead();
        return frame;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _page = null;
        }
    }

    private void FetchAhead()
    {
        CharRequest request;
        lock (_gate)
        {
            if (_closed || _fetching || _complete || _page is not null || _failure is not null || _credit == 0)
                return;
            request = _request with { Limit = Math.Min(_credit, Chars.CharDesk.MaxLimit) };
            _fetching = true;
        }

        if (!requests.Fetch(cancellationToken => Fetch(request, cancellationToken)))
            lock (_gate)
                _fetching = false;
    }

    private async Task Fetch(CharRequest request, CancellationToken cancellationToken)
    {
        CharPage? page = null;
        byte[]? failure = null;
        try
        {
            page = await context.Chars.Find(request).AsTask().WaitAsync(cancellationToken);
        }
        // One failed search ends with its error frame, in its turn; the connection goes on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = SocketFrames.Error(id, requests.Explain(exception));
        }

        lock (_gate)
        {
            _fetching = false;
            _failure = failure;
            if (page is null || _closed)
                return;
            _page = page;
            _credit -= page.Count;
            _complete = page.Next is null;
            _request = _request with { After = page.Next };
        }
    }
}
