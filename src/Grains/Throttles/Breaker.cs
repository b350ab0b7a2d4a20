using System.Collections.Immutable;
using System.Globalization;

namespace Actors.Grains.Throttles;

/// <summary>
/// Notices that a host is down, so that not every country has to find it out with ten attempts of its own. Counts failures
/// in a row and nothing else: 4xx, 429 and bad content say nothing about whether the host lives. After
/// <see cref="Threshold"/> it opens and lets one exchange through at a time as a probe; after three failed probes, or
/// <see cref="LongestOpen"/> after it opened, what waits is refused, and so is what comes, until the next probe is due.
/// A host that says nothing at all takes a time-out for each answer, so its failures weigh more and its probes overlap.
/// </summary>
/// <remarks>
/// A plain state machine. The record has times of the wall clock, so that a restart continues it; until then the monotonic
/// clock counts, for the other may be set.
/// </remarks>
internal sealed class Breaker
{
    /// <summary>Failures in a row that open it. At one failure in four, which an origin may well have, so many in a row come once in a million.</summary>
    public const int Threshold = 10;

    /// <summary>A time-out without a byte of an answer counts for so many failures.</summary>
    public const int SilenceWeight = 4;

    /// <summary>Everybody waits so long at most (docs/decisions/0013-a-dead-origin.md).</summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(25);

    /// <summary>As <see cref="LongestOpen"/>, of a host that is silent, and has been towards a probe for <see cref="SilentProbe"/>.</summary>
    public static readonly TimeSpan LongestSilent = TimeSpan.FromSeconds(10);

    /// <summary>Hosts that live answer within this.</summary>
    public static readonly TimeSpan SilentProbe = TimeSpan.FromSeconds(5);

    /// <summary>A host that answered anybody within this is not silent, however long others wait for it.</summary>
    private static readonly TimeSpan AliveFor = TimeSpan.FromMinutes(1);

    /// <summary>When the probes are due, each from the end of the one before, or from its beginning while it says nothing.</summary>
    private static readonly TimeSpan[] ProbeAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>How often a host that is down is tried again, if anybody wants it.</summary>
    private static readonly TimeSpan DownProbeEvery = TimeSpan.FromSeconds(5);

    /// <summary>What was seen so long ago says little: the next who ask get as many probes as if it had opened just now.</summary>
    private static readonly TimeSpan QuietFor = TimeSpan.FromMinutes(5);

    private readonly BreakerRecord _record;
    private readonly TimeProvider _time;
    private readonly OrderedDictionary<string, long> _probes = new(StringComparer.Ordinal);
    private long _opened;
    private long _probeDue;
    private long? _answered;

    public Breaker(BreakerRecord record, TimeProvider time)
    {
        (_record, _time) = (record, time);
        var (now, wall) = (time.GetTimestamp(), time.GetUtcNow());
        _opened = After(now, -Bounded(wall - record.OpenedAt, LongestOpen));
        _probeDue = After(now, record.ProbeAt > wall
            ? Bounded(record.ProbeAt - wall, DownProbeEvery)
            : -Bounded(wall - record.ProbeAt, QuietFor));
    }

    /// <summary>What must not be forgotten.</summary>
    public BreakerRecord Record => _record;

    public BreakerState State => _probes.Count > 0 && _record.State != BreakerState.Closed ? BreakerState.HalfOpen : _record.State;

    /// <summary>What waits and what comes is refused with this; null while there is hope.</summary>
    /// <remarks>The code is that of the last failure there; the message must not claim it of an exchange that was never sent.</remarks>
    public HostFailure? Refusal => _record is { State: BreakerState.Down, Last: { } last } && Rest > TimeSpan.Zero
        ? last with
        {
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The host seems down since {_record.OpenedAt.UtcDateTime:s}Z and is not asked now. Its last failure: {last.Message}"),
        }
        : null;

    /// <summary>Whether an exchange may begin now: any when closed, else a probe when it is due.</summary>
    public bool Allows => _record.State == BreakerState.Closed || (_probes.Count < MostProbes && Rest == TimeSpan.Zero);

    /// <summary>Until the next probe is due; zero when closed or due.</summary>
    public TimeSpan Rest => _record.State != BreakerState.Closed && _time.GetElapsedTime(_time.GetTimestamp(), _probeDue) is var rest
        && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    public DateTimeOffset? Until => _record.State == BreakerState.Closed ? null : _record.ProbeAt;

    public BreakerStatus Status => new(State, Until, _record.Failures, _record.Last);

    /// <summary>A probe has been due for long, and nobody wanted it.</summary>
    private bool IsOld => _probes.Count == 0 && _time.GetElapsedTime(_probeDue) >= QuietFor;

    private bool IsSilent => _record.Silences * SilenceWeight >= Threshold && !HasAnswered;

    private bool HasAnswered => _answered is { } answered && _time.GetElapsedTime(answered) < AliveFor;

    /// <summary>Failures in a row, the silent ones by their weight.</summary>
    private int Weight => _record.Failures + (HasAnswered ? 0 : _record.Silences * (SilenceWeight - 1));

    /// <summary>Exchanges with a silent host take so long that its probes do not wait for each other.</summary>
    private int MostProbes => _record.State == BreakerState.Open && IsSilent ? ProbeAfter.Length : 1;

    private bool IsOverdue => _time.GetElapsedTime(_opened) is var open && (open >= LongestOpen
        // Time in which nobody asked, or everything was paused or down ourselves, says nothing: a probe that may leave comes first.
        ? _probes.Count > 0 || !Allows
        : open >= LongestSilent && IsSilent && _probes.Count > 0 && _time.GetElapsedTime(_probes.GetAt(0).Value) >= SilentProbe);

    /// <summary>A permit was granted.</summary>
    public void Begin(string lease)
    {
        if (_record.State == BreakerState.Closed)
        {
            return;
        }

        if (IsOld)
        {
            Reopen();
            _record.Silences = 0;
        }

        _probes.Add(lease, _time.GetTimestamp());
        if (_record.State == BreakerState.Open && IsSilent)
        {
            ProbeIn(ProbeAfter[Math.Min(_record.Probes + _probes.Count, ProbeAfter.Length - 1)]);
        }
    }

    /// <summary>An exchange ended. True if the record must be stored.</summary>
    /// <param name="lease">The permit that it had.</param>
    public bool End(string lease, ExchangeSignal signal)
    {
        var wasProbe = _probes.Remove(lease);
        switch (signal.Host)
        {
            case HostSignal.Failure:
                return Fail(signal.Failure, wasProbe);
            case HostSignal.Success or HostSignal.Hold:
                // A host that asks to be left alone is alive.
                return Close();
            default:
                // A probe that was answered at all shows life; one that said nothing is followed by another at once.
                if (signal.IsAnswered)
                {
                    _answered = _time.GetTimestamp();
                    return _record.State != BreakerState.Closed && Close();
                }

                FollowUp(wasProbe);
                return false;
        }
    }

    /// <summary>The permit came back without an end: its holder died.</summary>
    public void Lose(string lease) => FollowUp(_probes.Remove(lease));

    /// <summary>Looks at the clock: true if it gives the host up now, and the record must be stored.</summary>
    /// <param name="silent">Permits of the probes under way: nobody waits for them any more.</param>
    public bool GiveUpIfOverdue(out ImmutableArray<string> silent)
    {
        var isOver = _record.State == BreakerState.Open && IsOverdue;
        silent = isOver ? [.. _probes.Keys] : [];
        if (isOver)
        {
            _probes.Clear();
            GoDown();
        }

        return isOver;
    }

    private bool Fail(HostFailure? failure, bool wasProbe)
    {
        _record.Last = failure ?? _record.Last;
        _record.Failures++;
        // A bad answer is one, and so is a refused connection.
        _record.Silences = failure?.Code is "timeout_headers" or "timeout_connect" ? _record.Silences + 1 : 0;
        switch (_record.State)
        {
            case BreakerState.Closed when Weight >= Threshold:
                Reopen();
                ProbeIn(ProbeAfter[0]);
                return true;
            case BreakerState.Open when wasProbe && ++_record.Probes < ProbeAfter.Length:
                ProbeIn(ProbeAfter[_record.Probes]);
                return true;
            case BreakerState.Open when wasProbe:
            case BreakerState.Down when wasProbe:
                GoDown();
                return true;
            default:
                return false;
        }
    }

    private void Reopen()
    {
        _record.State = BreakerState.Open;
        (_opened, _record.OpenedAt) = (_time.GetTimestamp(), _time.GetUtcNow());
        _record.Probes = 0;
    }

    private bool Close()
    {
        _answered = _time.GetTimestamp();
        _record.Failures = _record.Silences = 0;
        if (_record.State == BreakerState.Closed)
        {
            return false;
        }

        _record.State = BreakerState.Closed;
        _record.Last = null;
        _probes.Clear();
        return true;
    }

    private void GoDown()
    {
        _record.State = BreakerState.Down;
        ProbeIn(DownProbeEvery);
    }

    private void FollowUp(bool wasProbe)
    {
        if (wasProbe)
        {
            ProbeIn(TimeSpan.Zero);
        }
    }

    private void ProbeIn(TimeSpan span)
    {
        _probeDue = After(_time.GetTimestamp(), span);
        _record.ProbeAt = _time.GetUtcNow() + span;
    }

    private long After(long timestamp, TimeSpan span) => timestamp + (long)(span.TotalSeconds * _time.TimestampFrequency);

    /// <summary>What a stored time tells: a clock that was set in between must not make it longer.</summary>
    private static TimeSpan Bounded(TimeSpan span, TimeSpan most) => span < TimeSpan.Zero ? TimeSpan.Zero : span < most ? span : most;
}
