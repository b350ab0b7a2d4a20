namespace Actors.Grains.Membership;

/// <summary>
/// Whether this silo is still a member of the cluster that it joined, as far as it can know. Whoever runs silos on a shared table tells it
/// (the embedded node has no table, and is never lost).
/// </summary>
public sealed class ClusterStanding(TimeProvider time)
{
    /// <summary>
    /// A silo whose table is lost notices within this, if the table can be read at all. So whoever has been a member for longer knows that
    /// nobody of a cluster from before a loss is left.
    /// </summary>
    public static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long? _joined;
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

    /// <summary>How long it has been a member; zero before it joined.</summary>
    public TimeSpan MemberFor
    {
        get
        {
            lock (_lock)
            {
                return _joined is { } joined ? time.GetElapsedTime(joined) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The table named this silo for the first time.</summary>
    public void Join()
    {
        lock (_lock)
        {
            _joined ??= time.GetTimestamp();
        }
    }

    public void Lose()
    {
        lock (_lock)
        {
            _isLost = true;
        }
    }
}
