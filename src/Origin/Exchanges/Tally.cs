using System.Globalization;

namespace Actors.Origin.Exchanges;

/// <summary>The arithmetic of <see cref="ExchangeStats"/>. Knows no clock and no lock: times are ticks that never go back.</summary>
internal sealed class Tally(long ticksPerSecond, int alreadyInFlight = 0)
{
    private readonly Queue<long> _lastSecond = [];
    private readonly SortedDictionary<int, int> _statuses = [];
    private int _requests;
    private int _paths;
    private int _peak = alreadyInFlight;
    private int _maxInOneSecond;
    private int _maxAttempts;
    private long? _minRetryGap;

    public int InFlight { get; private set; } = alreadyInFlight;

    /// <param name="at">Ticks; not less than at the call before.</param>
    /// <param name="attempt">For this path, from 1.</param>
    /// <param name="sinceFailure">Ticks since the path's answer failed; null if it did not.</param>
    public void Arrived(long at, int attempt, long? sinceFailure)
    {
        _requests++;
        _paths += attempt == 1 ? 1 : 0;
        _maxAttempts = Math.Max(_maxAttempts, attempt);
        _peak = Math.Max(_peak, ++InFlight);

        _lastSecond.Enqueue(at);
        while (_lastSecond.Peek() <= at - ticksPerSecond)
            _lastSecond.Dequeue();
        _maxInOneSecond = Math.Max(_maxInOneSecond, _lastSecond.Count);

        if (sinceFailure < (_minRetryGap ?? long.MaxValue))
            _minRetryGap = sinceFailure;
    }

    public void Ended(int status)
    {
        InFlight--;
        _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
    }

    /// <summary>Ends an exchange that arrived before the last reset: it left, and that is all that counts here.</summary>
    public void EndedUncounted() => InFlight--;

    public ExchangeStats Stats() => new(
        _requests,
        _paths,
        _peak,
        _maxInOneSecond,
        _statuses.ToDictionary(entry => entry.Key.ToString(CultureInfo.InvariantCulture), entry => entry.Value),
        _maxAttempts,
        _minRetryGap * 1000 / ticksPerSecond);
}
