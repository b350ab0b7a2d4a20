namespace Actors.Grains.Harvests;

/// <summary>
/// When a harvest will end, by the pace of what it fetched itself: countries that the store answered say nothing about the
/// rest. Time in which it was paused, or its host was to be left alone, does not count as work.
/// </summary>
/// <remarks>Lives in memory: after a restart there is no estimate before the next country that was fetched.</remarks>
internal sealed class Eta(TimeProvider time)
{
    /// <summary>Time at work up to <see cref="_countedTo"/>, and what of it had passed when the last country ended.</summary>
    private TimeSpan _worked;
    private TimeSpan _workedAtLast;

    /// <summary>May lie ahead: nothing is sent until then.</summary>
    private DateTimeOffset? _countedTo;
    private int _countries;
    private int _requests;

    /// <summary>Started, or resumed.</summary>
    public void Go() => _countedTo ??= time.GetUtcNow();

    /// <summary>Paused.</summary>
    public void Stop()
    {
        Count();
        _countedTo = null;
    }

    /// <summary>Countries became final for which requests were sent.</summary>
    public void Fetched(int countries, int requests)
    {
        if (countries > 0)
        {
            Count();
            _workedAtLast = _worked;
            _countries += countries;
            _requests += requests;
        }
    }

    /// <summary>No request leaves until then. It is noticed late, so time since the last country is taken to be part of it.</summary>
    public void Blocked(DateTimeOffset until)
    {
        if (_countedTo is { } counted && until > counted)
        {
            _worked = _workedAtLast;
            _countedTo = until;
        }
    }

    /// <summary>Milliseconds to the end; null while paused, or before there is a pace.</summary>
    /// <param name="open">Countries that are not final.</param>
    /// <param name="hosts">How the hosts stand.</param>
    /// <param name="backOffUntil">When the last country that backs off tries again; null if none does.</param>
    public long? Ms(int open, HostStanding hosts, DateTimeOffset? backOffUntil)
    {
        Count();
        if (_countedTo is null || _countries == 0 || hosts.Paused)
        {
            return null;
        }

        var byPace = _workedAtLast.TotalMilliseconds * open / _countries;
        // So many requests may not leave any faster, whatever the pace was before.
        var byRate = hosts.PerSecond is { } rate ? 1000.0 * open * _requests / _countries / rate : 0;
        var rest = Rest(hosts.BlockedUntil) + Math.Max(byPace, byRate);
        return (long)Math.Max(rest, Rest(backOffUntil));
    }

    /// <summary>How long one exchange took, with so many at once; null before there is a pace.</summary>
    public TimeSpan? PerExchange(int concurrency) =>
        _requests == 0 ? null : _workedAtLast * Math.Min(concurrency, _countries) / _requests;

    private double Rest(DateTimeOffset? until) =>
        until is { } end && end - time.GetUtcNow() is var rest && rest > TimeSpan.Zero ? rest.TotalMilliseconds : 0;

    private void Count()
    {
        var now = time.GetUtcNow();
        if (_countedTo is { } counted && now > counted)
        {
            _worked += now - counted;
            _countedTo = now;
        }
    }
}
