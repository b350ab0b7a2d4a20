
namespace Actors.Grains.Throttles;

/// <summary>
/// Notices that a host is down, so that not every country has to find it out with ten attempts of its own. Counts failures
/// in a row and nothing else: 4xx, 429 and bad content say nothing about whether the host lives. After
/// <see cref="Threshold"/> it opens and lets one exchange through at a time as a probe; after three failed probes, or
/// <see cref="LongestOpen"/> after it opened, what waits is refused, and so is what comes, until the next probe is due.
/// </summary>
/// <remarks>A plain state machine over the wall clock, so that a restart continues it.</remarks>
internal sealed class Breaker(BreakerRecord record, TimeProvider time)
{
    /// <summary>Failures in a row that open it. At one failure in four, which an origin may well have, so many in a row come once in a million.</summary>
    public const int Threshold = 10;

    /// <summary>Everybody waits so long at most (docs/decisions/0013-a-dead-origin.md).</summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(25);

    /// <summary>When the probes are due, each from the end of the one before.</summary>
    private static readonly TimeSpan[] ProbeAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>How often a host that is down is tried again, if anybody wants it.</summary>
    private static readonly TimeSpan DownProbeEvery = TimeSpan.FromSeconds(5);

    private string? _probe;

    /// <summary>What must not be forgotten.</summary>
    public BreakerRecord Record => record;

    public BreakerState State => _probe is not null && record.State != BreakerState.Closed ? BreakerState.HalfOpen : record.State;

    /// <summary>What waits and what comes is refused with this; null while there is hope.</summary>
    public HostFailure? Refusal => record.State == BreakerState.Down && Rest > TimeSpan.Zero ? record.Last : null;

    /// <summary>Whether an exchange may begin now: any when closed, else one probe when it is due.</summary>
    public bool Allows => record.State == BreakerState.Closed || (_probe is null && Rest == TimeSpan.Zero);

    /// <summary>Until the next probe is due; zero when closed or due.</summary>
    public TimeSpan Rest => record.State != BreakerState.Closed && record.ProbeAt - time.GetUtcNow() is var rest && rest > TimeSpan.Zero
        ? rest
        : TimeSpan.Zero;

    public DateTimeOffset? Until => record.State == BreakerState.Closed ? null : record.ProbeAt;

    public BreakerStatus Status => new(State, Until, record.Failures, record.Last);

    /// <summary>A permit was granted.</summary>
    public void Begin(string lease)
    {
        if (record.State != BreakerState.Closed)
        {
            _probe = lease;
        }
    }

    /// <summary>An exchange ended. True if the record must be stored.</summary>
    /// <param name="lease">The permit that it had.</param>
    public bool End(string lease, ExchangeSignal signal)
    {
        var wasProbe = _probe == lease;
        if (wasProbe)
        {
            _probe = null;
        }

        switch (signal.Host)
        {
            case HostSignal.Failure:
                return Fail(signal.Failure, wasProbe);
            case HostSignal.Success or HostSignal.Hold:
                // A host that asks to be left alone is alive.
                return Close();
            default:
                // A probe that was answered at all shows life; one that said nothing is followed by another at once.
                return signal.IsAnswered && record.State != BreakerState.Closed && Close();
        }
    }

    /// <summary>The permit came back without an end: its holder died.</summary>
    public void Lose(string lease)
    {
        if (_probe == lease)
        {
            _probe = null;
        }
    }

    /// <summary>Looks at the clock: true if it gives the host up now, and the record must be stored.</summary>
    public bool GiveUpIfOverdue()
    {
        // Time in which nobody asked, or everything was paused or down ourselves, says nothing: a probe that may leave comes first.
        if (record.State != BreakerState.Open || Allows || time.GetUtcNow() - record.OpenedAt < LongestOpen)
        {
            return false;
        }

        GoDown();
        return true;
    }

    private bool Fail(HostFailure? failure, bool wasProbe)
    {
        record.Last = failure ?? record.Last;
        record.Failures++;
        switch (record.State)
        {
            case BreakerState.Closed when record.Failures >= Threshold:
                record.State = BreakerState.Open;
                record.OpenedAt = time.GetUtcNow();
                record.Probes = 0;
                record.ProbeAt = time.GetUtcNow() + ProbeAfter[0];
                return true;
            case BreakerState.Open when wasProbe && ++record.Probes < ProbeAfter.Length:
                record.ProbeAt = time.GetUtcNow() + ProbeAfter[record.Probes];
                return true;
            case BreakerState.Open when wasProbe:
            case BreakerState.Down when wasProbe:
                GoDown();
                return true;
            default:
                return false;
        }
    }

    private bool Close()
    {
        record.Failures = 0;
        if (record.State == BreakerState.Closed)
        {
            return false;
        }

        record.State = BreakerState.Closed;
        record.Last = null;
        _probe = null;
        return true;
    }

    private void GoDown()
    {
        record.State = BreakerState.Down;
        record.ProbeAt = time.GetUtcNow() + DownProbeEvery;
    }
}
