namespace Actors.Grains.Membership;

/// <summary>
/// Whether this silo is still a member of the cluster that it joined, as far as it can know: on a shared table somebody looks again and again
/// and says so here. The embedded node has no table, and is never in doubt.
/// </summary>
/// <param name="isShared">There is a table, and other silos.</param>
public sealed class ClusterStanding(bool isShared, TimeProvider time)
{
    /// <summary>
    /// A silo whose table is lost notices within this, if the table can be read at all. So whoever has been a member for longer knows that
    /// nobody of a cluster from before a loss is left.
    /// </summary>
    public static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(5);

    /// <summary>After this without a look, a process that stood still perhaps, nothing is begun before the next. As long as a permit's lease.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _joined;
    private long _looked;
    private bool _isLost;

    /// <summary>No permit may be granted here any more.</summary>
    public bool IsLost
    {
        get
        {
            lock (_lock)
            {
                return _isLost;
            }
        }
    }

    /// <summary>Whether the table named this silo so lately that it can count on it.</summary>
    public bool IsConfirmed
    {
        get
        {
            lock (_lock)
            {
                return !isShared || (!_isLost && _joined is not null && time.GetElapsedTime(_looked) < GoodFor);
            }
        }
    }

    /// <summary>How long it has been a member; zero before it joined.</summary>
    internal TimeSpan MemberFor
    {
        get
        {
            lock (_lock)
            {
                return _joined is { } joined ? time.GetElapsedTime(joined) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The table named this silo.</summary>
    /// <param name="asked">Timestamp from before the look.</param>
    public void Confirm(long asked)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _joined ??= asked;
            _looked = asked;
            (waiting, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
    }

    public void Lose()
    {
        lock (_lock)
        {
            _isLost = true;
        }
    }

    /// <summary>Ends when <see cref="IsConfirmed"/>.</summary>
    internal async Task Confirmed(CancellationToken cancellationToken)
    {
        while (!IsConfirmed)
        {
            Task next;
            lock (_lock)
            {
                next = _next.Task;
            }

            await next.WaitAsync(GoodFor, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
