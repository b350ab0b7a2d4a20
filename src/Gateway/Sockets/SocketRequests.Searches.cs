using Actors.Gateway.Problems;

namespace Actors.Gateway.Sockets;

/// <summary>Frames about searches, and how many of their pages may be under way.</summary>
internal sealed partial class SocketRequests
{
    /// <summary>Most rows of one <c>more</c>.</summary>
    private const int MaxGrant = 1000;

    private int _fetches;

    /// <summary>
    /// Lets a search ask for a page; false if so many are asked for that it must wait for another to come, when the pump is
    /// woken again. Those that were superseded meanwhile count: who types faster than the cluster answers cannot pile up calls.
    /// </summary>
    internal bool Fetch(Func<CancellationToken, Task> fetch)
    {
        if (Interlocked.Increment(ref _fetches) > context.Limits.Searches)
        {
            Interlocked.Decrement(ref _fetches);
            return false;
        }

        _ = FetchThenWake(fetch);
        return true;
    }

    private void Search(SocketMessage message)
    {
        var id = RequiredId(message);
        _live.RefuseDuplicate(id, forSearch: true);
        try
        {
            _live.Enter(new Search(session, this, context, id, SearchWish.Parse(message.Fields)));
        }
        catch
        {
            // Who asks for something else wants no more of the old, even if the new cannot be had.
            if (_live.FindSearch(id) is { } superseded)
                _live.Leave(superseded);
            throw;
        }

        session.Wake();
    }

    private void More(SocketMessage message)
    {
        var id = RequiredId(message);
        var rows = message.Fields.TakeInteger("n", 1, MaxGrant) ?? throw Problem.Invalid("n", $"'n' is required: 1 to {MaxGrant} rows.");
        message.Fields.RefuseRest();
        var search = _live.FindSearch(id) ?? throw new ProblemException(
            new Problem(StatusCodes.Status404NotFound, "no_such_search", "No live search of this connection has that id.", "id"));
        if (!search.Grant((int)rows))
            throw new ProblemException(new Problem(
                StatusCodes.Status429TooManyRequests, "too_much_credit",
                $"At most {Sockets.Search.MaxCredit} rows may be granted and not sent; this grant does not count, the search goes on.", "n"));
    }

    private async Task FetchThenWake(Func<CancellationToken, Task> fetch)
    {
        try
        {
            await fetch(_stop.Token);
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The client left while its page was under way.
        }
        finally
        {
            Interlocked.Decrement(ref _fetches);
            session.Wake();
        }
    }
}
