using Actors.Grains.Origins;

namespace Actors.Grains.Throttles;

/// <summary>
/// How long a host asked to be left alone. One that does not say how long is left alone for 2 s, and twice as long each next
/// time, up to a minute, until it answers. Jitter lengthens only: many who were refused together must not come back together.
/// </summary>
/// <remarks>Counts on the monotonic clock; times of the wall clock are for people and for the next activation.</remarks>
internal sealed class HostHold(TimeProvider time, Func<double> jitter)
{
    /// <summary>A later doubling would be longer than <see cref="LongestUnstated"/>.</summary>
    private const int MostDoublings = 5;

    /// <summary>The share of a hold that jitter may add.</summary>
    private const double Jitter = 0.25;

    public static readonly TimeSpan FirstUnstated = TimeSpan.FromSeconds(2);

    /// <summary>Without jitter.</summary>
    public static readonly TimeSpan LongestUnstated = TimeSpan.FromMinutes(1);

    /// <summary>A wall clock that differs by less from what was said shows no other time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private DateTimeOffset _until;
    private long _ends;
    private long? _lastUnstated;
    private TimeSpan _span;

    /// <summary>Why; null if nothing was said.</summary>
    public string? Reason { get; private set; }

    /// <summary>Refusals in a row that named no time; those that came together are one.</summary>
    public int Unstated { get; private set; }

    /// <summary>Until it ends; zero if there is none.</summary>
    public TimeSpan Rest => time.GetElapsedTime(time.GetTimestamp(), _ends) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    /// <summary>When it ends by the wall clock as it is now; null if there is none.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            if (Rest is not { Ticks: > 0 } rest)
            {
                return null;
            }

            var end = time.GetUtcNow() + rest;
            return _until = (end - _until).Duration() > Tolerance ? end : _until;
        }
    }

    /// <summary>As it was stored. A clock that was set back meanwhile makes no hold longer than any that is accepted.</summary>
    public void Restore(DateTimeOffset? until, string? reason, int unstated)
    {
        Unstated = Math.Clamp(unstated, 0, MostDoublings + 1);
        var now = time.GetUtcNow();
        _ends = time.GetTimestamp();
        if (until is { } stored && stored > now)
        {
            _ = Prolong(stored - now < ResponseStatus.LongestHold ? stored - now : ResponseStatus.LongestHold, reason);
        }
    }

    /// <summary>The host asked for patience. True if it is held longer than before.</summary>
    /// <param name="rest">How long; null if it did not say.</param>
    /// <param name="granted">Timestamp of the request's permit; null if that is forgotten.</param>
    public bool Ask(TimeSpan? rest, string? reason, long? granted) => Prolong(rest ?? NextUnstated(granted), reason);

    /// <summary>The host answered. True if something was forgotten.</summary>
    /// <param name="granted">Timestamp of the request's permit: an answer to what was sent before the last refusal says nothing new.</param>
    public bool Answered(long? granted)
    {
        if (Unstated == 0 || !(granted > (_lastUnstated ?? long.MinValue)))
        {
            return false;
        }

        Unstated = 0;
        return true;
    }

    private TimeSpan NextUnstated(long? granted)
    {
        if (granted is null ? Rest == TimeSpan.Zero : granted > (_lastUnstated ?? long.MinValue))
        {
            Unstated = Math.Min(Unstated + 1, MostDoublings + 1);
            _lastUnstated = time.GetTimestamp();
            var span = FirstUnstated * Math.Pow(2, Unstated - 1);
            _span = (span < LongestUnstated ? span : LongestUnstated) * (1 + (Jitter * jitter()));
        }

        return _span;
    }

    private bool Prolong(TimeSpan rest, string? reason)
    {
        var now = time.GetTimestamp();
        // Rounded up: never early.
        var ends = now + (long)Math.Ceiling(rest.TotalSeconds * time.TimestampFrequency);
        if (rest <= TimeSpan.Zero || ends <= _ends)
        {
            return false;
        }

        (_ends, _until, Reason) = (ends, time.GetUtcNow() + rest, reason);
        return true;
    }
}
