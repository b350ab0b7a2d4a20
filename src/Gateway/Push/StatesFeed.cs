namespace Actors.Gateway.Push;

/// <summary>
/// A topic of things that stand somehow: while anybody follows it, this gateway asks twice a second how they stand, however many
/// clients follow. What has not changed is no news, so there are at most two events a second of each.
/// </summary>
/// <param name="goneFor">One that is said to be gone is named for so long.</param>
internal abstract partial class StatesFeed(string topic, TimeSpan goneFor, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    private readonly FanOut _readers = new();
    private readonly Lock _gate = new();
    private StatesView _view = StatesView.Empty(topic);
    private TaskCompletionSource<StatesView> _loaded = New();
    private CancellationTokenSource? _asking;
    private int _count;

    /// <summary>What is known now. Only after <see cref="Load"/>.</summary>
    public StatesView View => Volatile.Read(ref _view);

    public void Attach(IFeedReader reader)
    {
        _readers.Attach(reader);
        lock (_gate)
        {
            if (++_count > 1)
                return;
            _asking = new CancellationTokenSource();
            _ = Follow(_loaded, _asking.Token);
        }
    }

    public void Detach(IFeedReader reader)
    {
        _readers.Detach(reader);
        lock (_gate)
        {
            if (--_count > 0)
                return;
            Stop();
            // What is known gets old now: who comes next waits for a fresh look, and who went meanwhile is no news to anybody.
            _loaded = New();
            Volatile.Write(ref _view, _view.Forgotten());
        }
    }

    /// <summary>Them as they stand, no older than this reader's being attached or the last look.</summary>
    /// <exception cref="Problems.ProblemException">The cluster did not answer in time.</exception>
    public async Task<StatesView> Load(CancellationToken cancellationToken)
    {
        Task<StatesView> loaded;
        lock (_gate)
            loaded = _loaded.Task;
        try
        {
            await loaded.WaitAsync(CallTimeout, time, cancellationToken);
            return View;
        }
        catch (TimeoutException)
        {
            throw Problems.Problem.ClusterUnavailable();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the cluster how all of them stand.</summary>
    protected abstract Task<IEnumerable<StateOf>> Ask();

    private void Stop()
    {
        _asking?.Cancel();
        _asking?.Dispose();
        _asking = null;
    }

    private async Task Follow(TaskCompletionSource<StatesView> loaded, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Apply(await Ask().WaitAsync(CallTimeout, time, cancellationToken), cancellationToken);
                loaded.TrySetResult(View);
            }
            // Whatever is wrong with the cluster now, the readers stay and hear of it when it is back.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogCannotAsk(topic, exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(AskEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Apply(IEnumerable<StateOf> states, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Whoever follows now has looked later.
            cancellationToken.ThrowIfCancellationRequested();
            var known = View;
            var next = known.With(states, time.GetUtcNow(), goneFor);
            if (next == known)
                return;
            Volatile.Write(ref _view, next);
        }

        _readers.Wake();
    }

    private static TaskCompletionSource<StatesView> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 5203, Level = LogLevel.Debug, Message = "Cannot ask for the topic {Topic}: {Reason}")]
    private partial void LogCannotAsk(string topic, string reason);
}
