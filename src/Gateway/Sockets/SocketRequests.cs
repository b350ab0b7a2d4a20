using Actors.Gateway.Auth;
using Actors.Gateway.Harvests;
using Actors.Gateway.Problems;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Sockets;

/// <summary>
/// What one client asked for and has not ended: reads requests, answers each under its id, and gives the pump the next
/// frame of the subscriptions in turn. Requests wait for the cluster side by side.
/// </summary>
internal sealed partial class SocketRequests(SocketSession session, SocketContext context) : IAsyncDisposable
{
    /// <summary>Subscriptions that load their beginning, or wait for it to be sent, at the same time.</summary>
    private const int MaxOpenings = 4;

    private readonly LiveRequests _live = new(context.Limits, context.Metrics);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _openings = new(MaxOpenings);
    private int _turn;
    private int _loading;

    /// <exception cref="BadFrameException">No such frame exists.</exception>
    public void Handle(SocketMessage message)
    {
        try
        {
            Dispatch(message);
        }
        catch (ProblemException exception) when (exception is not BadFrameException)
        {
            session.Post(SocketFrames.Error(message.Id, exception.Problem));
        }
    }

    /// <summary>The next frame of any subscription or search; null if none has one. For the pump only.</summary>
    public byte[]? Next()
    {
        var turns = _live.Turns;
        for (var index = 0; index < turns.Length; index++)
        {
            var request = turns[(_turn + index) % turns.Length];
            if (request.Next() is not { } frame)
                continue;
            _turn = (_turn + index + 1) % turns.Length;
            return frame;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _live.Clear();
        _stop.Dispose();
    }

    /// <summary>Everything was sent, and its id is free again; false if somebody ended the request before.</summary>
    internal bool Finished(ILiveRequest request) => _live.Leave(request);

    /// <summary>Lets a subscription load what it needs from the cluster; a failure ends it with an error.</summary>
    internal void Load(ISubscription subscription, Func<CancellationToken, Task> load) =>
        _ = Serve(subscription.Id, () => _live.Leave(subscription), async cancellationToken =>
        {
            Interlocked.Increment(ref _loading);
            try
            {
                await _openings.WaitAsync(cancellationToken);
                try
                {
                    // Its client has gone on to other things meanwhile: nothing is asked for it, and nothing started.
                    if (subscription.Opening.IsEnded)
                        return;
                    await load(cancellationToken);
                    await subscription.Opening.Taken.WaitAsync(cancellationToken);
                }
                finally
                {
                    _openings.Release();
                }
            }
            finally
            {
                Interlocked.Decrement(ref _loading);
            }
        });

    // An id is free again as soon as it is unsubscribed, what was under way for it is not gone at once: a client that does
    // both in turn would make it pile up.
    private void RefusePile()
    {
        if (Volatile.Read(ref _loading) >= 2 * context.Limits.Subscriptions)
        {
            throw new ProblemException(
                new Problem(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many subscriptions of this connection are about to begin.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                });
        }
    }

    /// <summary>What a failure means to the client; a defect is logged.</summary>
    internal Problem Explain(Exception exception)
    {
        var problem = ExceptionProblems.From(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
            context.LogDefect(exception, session.Connection);
        return problem;
    }

    private void Dispatch(SocketMessage message)
    {
        switch (message.Type)
        {
            case "ping":
                message.Fields.RefuseRest();
                session.Post(SocketFrames.Pong);
                break;
            case "hello":
                throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "already_welcomed", "hello is only the first frame."));
            case "subscribe":
                Subscribe(message);
                break;
            case "unsubscribe":
                Unsubscribe(message);
                break;
            case "start":
                Start(message);
                break;
            case "pause":
                Steer(message, harvest => harvest.Pause());
                break;
            case "resume":
                Steer(message, harvest => harvest.Resume());
                break;
            case "cancel":
                Steer(message, harvest => harvest.Cancel());
                break;
            case "search":
                Search(message);
                break;
            case "more":
                More(message);
                break;
            default:
                throw message.UnknownType();
        }
    }

    private void Subscribe(SocketMessage message)
    {
        var id = UnusedId(message);
        var wish = SubscribeWish.Parse(message.Fields);
        RefusePile();
        ISubscription subscription = wish.Harvest is null
            ? new StatesSubscription(session, context.States(wish.Topic), id, wish)
            : new HarvestSubscription(session, this, context, id, wish);
        _live.Enter(subscription);
        Load(subscription, subscription.Open);
    }

    private void Unsubscribe(SocketMessage message)
    {
        var id = RequiredId(message);
        message.Fields.RefuseRest();
        if (!_live.End(id))
            throw new ProblemException(new Problem(
                StatusCodes.Status404NotFound, "not_subscribed", "No live subscription or search of this connection has that id.", "id"));
        session.Post(SocketFrames.Done(id));
    }

    private void Start(SocketMessage message)
    {
        var id = SteeringId(message);
        var request = StartHarvest.Parse(message.Fields);
        RefusePile();
        var harvest = HarvestId.New();
        var subscription = new HarvestSubscription(session, this, context, id, new SubscribeWish(EventEncoder.Topic(harvest)));
        _live.Enter(subscription);
        Load(subscription, async cancellationToken =>
        {
            var started = await context.Grains.GetGrain<IHarvestGrain>(harvest).Start(request);
            await subscription.Open(started, cancellationToken);
        });
    }

    private void Steer(SocketMessage message, Func<IHarvestGrain, Task<HarvestSnapshot?>> steer)
    {
        var id = SteeringId(message);
        var harvest = message.Fields.TakeString("harvest", int.MaxValue) ?? throw Problem.Invalid("harvest", "'harvest' is required.");
        message.Fields.RefuseRest();
        if (!HarvestId.IsPossible(harvest))
            throw Problem.HarvestNotFound();
        _live.Enter(id);
        _ = Serve(id, () => _live.Leave(id), async _ =>
        {
            if (await steer(context.Grains.GetGrain<IHarvestGrain>(harvest)) is null)
                throw Problem.HarvestNotFound();
            _live.Leave(id);
            session.Post(SocketFrames.Done(id));
        });
    }

    private async Task Serve(string id, Func<bool> leave, Func<CancellationToken, Task> request)
    {
        try
        {
            await request(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The client left while its request was under way.
        }
        // One failed request ends with its error frame; the connection goes on.
        catch (Exception exception)
        {
            // Nobody waits for it any more if the client unsubscribed or left meanwhile.
            if (leave())
                session.Post(SocketFrames.Error(id, Explain(exception)));
        }
    }

    private string SteeringId(SocketMessage message)
    {
        var id = UnusedId(message);
        return session.MaySteer ? id : throw new ProblemException(KeyProblems.Required);
    }

    // First of all: an error about anything else would bear the id of the live request, and seem to end that.
    private string UnusedId(SocketMessage message)
    {
        var id = RequiredId(message);
        _live.RefuseDuplicate(id);
        return id;
    }

    private static string RequiredId(SocketMessage message) => message.Id ?? throw Problem.Invalid("id", "'id' is required.");
}
