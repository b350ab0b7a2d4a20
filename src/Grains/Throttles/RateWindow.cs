namespace Actors.Grains.Throttles;

/// <summary>
/// Spaces requests evenly, so that the origin sees at most the rate in any second and no bursts. A tenth of the interval
/// is kept as margin, because what leaves us evenly may arrive unevenly: over a second, jitter up to 100 ms is absorbed.
/// </summary>
internal sealed class RateWindow(double? perSecond, TimeProvider time)
{
    private const double Margin = 1.1;
    private readonly Queue<long> _lastSecond = new();
    private readonly TimeSpan _interval = perSecond is { } rate ? TimeSpan.FromSeconds(Margin / rate) : TimeSpan.Zero;
    private long? _previous;

    /// <summary>How long until the next request may leave; zero = now.</summary>
    public TimeSpan Delay =>
        _previous is { } previous && _interval - time.GetElapsedTime(previous) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    /// <summary>Requests in the last second.</summary>
    public int LastSecond
    {
        get
        {
            while (_lastSecond.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
            {
                _lastSecond.Dequeue();
            }

            return _lastSecond.Count;
        }
    }

    /// <summary>Waits one interval before the first request.</summary>
    public void Pause() => _previous = time.GetTimestamp();

    public void Record()
    {
        _previous = time.GetTimestamp();
        _ = LastSecond;
        _lastSecond.Enqueue(_previous.Value);
    }
}
