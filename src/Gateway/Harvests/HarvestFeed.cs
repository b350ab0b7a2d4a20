using System.Diagnostics.CodeAnalysis;
using Actors.Gateway.Problems;
using Actors.Gateway.Push;
using Actors.Gateway.Telemetry;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Harvests;

/// <summary>
/// One harvest as this gateway follows it: one leased observer at the grain, however many clients read. Observer messages
/// may be lost, so a gap, a failed renewal or a changed epoch is repaired by asking the grain.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "No timer and no wait handle is ever created: there is nothing but memory.")]
internal sealed partial class HarvestFeed(
    string id, IGrainFactory grains, TimeProvider time, GatewayMetrics metrics, ILogger<HarvestFeed> logger)
    : IHarvestObserver
{
    /// <summary>The grain keeps a watcher for 30 s; two renewals may fail.</summary>
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly string _topic = EventEncoder.Topic(id);
    private readonly IHarvestGrain _grain = grains.GetGrain<IHarvestGrain>(id);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _pulling = new(1);
    private readonly Signal _pull = new(time);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _applying = new();
    private readonly FanOut _readers = new();
    private IHarvestObserver? _reference;
    private volatile FeedView? _view;
    private volatile bool _gone;

    public string Id => id;

    /// <summary>What is known now. Only after <see cref="Loaded"/>.</summary>
    public FeedView View => _view ?? throw new InvalidOperationException("The feed is not loaded.");

    /// <summary>There is no harvest of that id, or no longer.</summary>
    public bool Gone => _gone;

    public bool Finished => _view is { Finished: true };

    /// <summary>Follows the harvest until <see cref="Stop"/>, its end, or its disappearance.</summary>
    public async Task Run()
    {
        try
        {
            await Follow(_stop.Token);
        }
        // Nobody reads any more, so whatever just failed concerns nobody.
        catch (Exception exception) when (_stop.IsCancellationRequested)
        {
            LogCannotLeave(id, exception.Message);
        }
        finally
        {
            Leave();
        }
    }

    public void Stop() => _stop.Cancel();

    public void Attach(IFeedReader reader) => _readers.Attach(reader);

    public void Detach(IFeedReader reader) => _readers.Detach(reader);

    /// <summary>Lets <see cref="Run"/> ask the grain now instead of at the next renewal.</summary>
    public void LookAgain() => _pull.Set();

    /// <summary>Ends when the harvest is known for the first time.</summary>
    /// <exception cref="ProblemException">There is none of that id, or the cluster did not answer in time.</exception>
    public async Task Loaded(CancellationToken cancellationToken)
    {
        try
        {
            await _settled.Task.WaitAsync(CallTimeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Problem.ClusterUnavailable();
        }

        if (Gone)
            throw Problem.HarvestNotFound();
    }

    /// <summary>Asks the grain now for what may have been missed.</summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        await _pulling.WaitAsync(cancellationToken);
        try
        {
            await Pull(cancellationToken);
        }
        finally
        {
            _pulling.Release();
        }

        if (Gone)
            throw Problem.HarvestNotFound();
    }

    /// <summary>The whole harvest as it is stored, and a feed that continues it.</summary>
    /// <exception cref="ProblemException">The harvest is gone, or the cluster does not answer.</exception>
    public async Task<FeedSnapshot> Snapshot(CancellationToken cancellationToken)
    {
        var snapshot = await _grain.Get().WaitAsync(CallTimeout, time, cancellationToken) ?? throw Problem.HarvestNotFound();
        // A snapshot that is ahead means that news is on the way or was lost, or that the epoch changed.
        if (snapshot.Epoch != View.Epoch || snapshot.Seq > View.Last)
            await Refresh(cancellationToken);
        return FeedSnapshot.From(snapshot);
    }

    /// <summary>Whether events can continue from a place; a place ahead of this feed is checked with the grain first.</summary>
    public async Task<bool> CanContinue(Position from, CancellationToken cancellationToken)
    {
        if (View.Covers(from))
            return true;
        await Refresh(cancellationToken);
        return View.Covers(from);
    }

    public Task Changed(HarvestNews news)
    {
        Apply(news, isAnswer: false);
        return Task.CompletedTask;
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (!Gone && !Finished)
        {
            var pause = RenewEvery;
            try
            {
                await Refresh(cancellationToken);
                retry = FirstRetry;
            }
            catch (ProblemException)
            {
                return;
            }
            // Whatever is wrong with the cluster now, the clients stay and are served again when it is back.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogCannotFollow(id, retry, exception.Message);
                pause = retry;
                retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            }

            if (!Gone && !Finished)
                await _pull.Wait(pause, cancellationToken);
        }
    }

    private async Task Pull(CancellationToken cancellationToken)
    {
        var known = _view;
        var news = await Ask(known?.Last ?? 0, cancellationToken);
        if (news is not null && known is not null && known.Epoch != news.Epoch && news.After != 0)
            news = await Ask(0, cancellationToken);
        if (news is null)
        {
            _gone = true;
            _settled.TrySetResult();
            _readers.Wake();
            return;
        }

        Apply(news, isAnswer: true);
        _settled.TrySetResult();
    }

    private Task<HarvestNews?> Ask(long after, CancellationToken cancellationToken)
    {
        _reference ??= grains.CreateObjectReference<IHarvestObserver>(this);
        return _grain.Watch(_reference, after).WaitAsync(CallTimeout, time, cancellationToken);
    }

    private void Apply(HarvestNews news, bool isAnswer)
    {
        lock (_applying)
        {
            var view = _view;
            if (view is null || view.Epoch != news.Epoch)
            {
                // Only an answer tells which of two epochs is the newer one.
                if (!isAnswer)
                {
                    _pull.Set();
                    return;
                }

                view = FeedView.Empty(_topic, news.Epoch);
            }

            if (view.With(news, isAnswer) is not { } next)
            {
                metrics.Gap();
                LogGap(id, view.Last, news.After);
                _pull.Set();
                return;
            }

            if (next == view)
                return;
            _view = next;
        }

        _readers.Wake();
    }

    private void Leave()
    {
        if (_reference is not { } reference)
            return;
        try
        {
            _grain.Unwatch(reference).Ignore();
            grains.DeleteObjectReference<IHarvestObserver>(reference);
        }
        // The lease at the grain ends by itself; a cluster that is gone must not keep this feed from ending.
        catch (Exception exception)
        {
            LogCannotLeave(id, exception.Message);
        }
    }
}
