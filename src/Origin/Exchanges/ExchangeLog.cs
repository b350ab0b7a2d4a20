namespace Actors.Origin.Exchanges;

/// <summary>
/// Counts every exchange of every mode: the judge of how politely we fetch. Times are taken inside the lock, so arrivals are in
/// order and a moment's count is exact; what happens inside is a few additions.
/// </summary>
internal sealed class ExchangeLog(TimeProvider time, IEnumerable<string> modes, int capacity = ExchangeLog.DefaultCapacity)
{
    /// <summary>Events kept; some 40 MB when full.</summary>
    public const int DefaultCapacity = 200_000;

    private const int MaxPathLength = 256;
    private const int MaxMethodLength = 16;
    private const int MaxUserAgentLength = 128;

    private readonly Lock _lock = new();
    private readonly string[] _modes = [.. modes];
    private readonly long _start = time.GetTimestamp();
    private Tally _total = new(time.TimestampFrequency);
    private Dictionary<string, ModeCounters> _counters =
        modes.ToDictionary(mode => mode, mode => new ModeCounters(mode, new Tally(time.TimestampFrequency)));
    private EventRing _events = new(capacity);
    private int _generation;
    private long _sequence;

    public IReadOnlyList<string> Modes => _modes;

    public int InFlight
    {
        get
        {
            lock (_lock)
                return _total.InFlight;
        }
    }

    /// <summary>Notes a request's arrival. Every arrival must be handed to <see cref="End"/> exactly once.</summary>
    public Arrival Arrive(string mode, string method, string path, string? userAgent)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var counters = _counters[mode];
            var history = counters.History(Cut(path, MaxPathLength)!);
            var sinceFailure = now - history.FailedAt;
            history.FailedAt = null;
            history.Attempts++;
            _total.Arrived(now, history.Attempts, sinceFailure);
            counters.Tally.Arrived(now, history.Attempts, sinceFailure);
            return new Arrival(
                _generation, ++_sequence, counters, history, Cut(method, MaxMethodLength)!, history.Attempts, now, _total.InFlight,
                Cut(userAgent, MaxUserAgentLength));
        }
    }

    /// <summary>Notes that an exchange is over. What arrived before the last reset leaves, but is not counted or listed.</summary>
    /// <param name="fault">What struck it; null if nothing did.</param>
    public void End(Arrival arrival, int status, long bytes = 0, string? fault = null, TimeSpan? retryAfter = null)
    {
        lock (_lock)
        {
            if (arrival.Generation != _generation)
            {
                _total.EndedUncounted();
                _counters[arrival.Counters.Mode].Tally.EndedUncounted();
                return;
            }

            var now = time.GetTimestamp();
            _total.Ended(status);
            arrival.Counters.Tally.Ended(status);
            if (IsFailure(status, fault))
                arrival.History.FailedAt = now;

            _events.Add(new ExchangeEvent(
                arrival.Sequence, arrival.Counters.Mode, arrival.Method, arrival.History.Path, arrival.Attempt, status,
                Milliseconds(arrival.Received), Milliseconds(now), arrival.InFlight, arrival.UserAgent,
                fault, bytes, retryAfter is { } wait ? (long)Math.Ceiling(wait.TotalMilliseconds) : null));
        }
    }

    /// <summary>Forgets counters, attempts and events. What is in flight stays so, and is where the new peak starts.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _generation++;
            _sequence = 0;
            _total = new Tally(time.TimestampFrequency, _total.InFlight);
            _counters = _counters.ToDictionary(
                entry => entry.Key,
                entry => new ModeCounters(entry.Key, new Tally(time.TimestampFrequency, entry.Value.Tally.InFlight)));
            _events = new EventRing(capacity);
        }
    }

    /// <param name="mode">One of <see cref="Modes"/>; null for all together.</param>
    public ExchangeStats Stats(string? mode = null)
    {
        lock (_lock)
            return (mode is null ? _total : _counters[mode].Tally).Stats();
    }

    /// <summary>The ended exchanges that are still kept, in order of ending, and how many older ones gave way.</summary>
    /// <param name="mode">One of <see cref="Modes"/>; null for all together.</param>
    public (IEnumerable<ExchangeEvent> Events, long Dropped) Events(string? mode = null)
    {
        lock (_lock)
        {
            var copy = _events.Copy();
            return (mode is null ? copy : copy.Where(ended => ended.Mode == mode), _events.Dropped);
        }
    }

    /// <summary>What a client may ask again after a pause. It had its answer at 2xx, 304, 404 and 410; at 499 it wanted none.</summary>
    private static bool IsFailure(int status, string? fault) => status switch
    {
        304 or 404 or 410 or ExchangeStatus.ClientLeft => false,
        >= 200 and < 300 => fault is not null,
        _ => true,
    };

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;

    private double Milliseconds(long timestamp) => Math.Round((timestamp - _start) * 1000.0 / time.TimestampFrequency, 3);
}
