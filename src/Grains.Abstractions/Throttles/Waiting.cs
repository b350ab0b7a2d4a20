namespace Actors.Grains.Throttles;

/// <summary>Why nothing happens now.</summary>
/// <param name="Until">When it is expected to end; null if that is unknown.</param>
/// <param name="Position">Place in the queue for permits, from 1; null where there is no queue.</param>
[GenerateSerializer, Immutable, Alias("actors.waiting")]
public sealed record Waiting(
    [property: Id(0)] WaitingReason Reason,
    [property: Id(1)] DateTimeOffset? Until = null,
    [property: Id(2)] int? Position = null);

/// <summary>The controller that acts.</summary>
[GenerateSerializer, Alias("actors.waiting-reason")]
public enum WaitingReason
{
    /// <summary>All permits of the harvest or of the origin are out.</summary>
    Permit,

    /// <summary>The origin's requests per second are used up.</summary>
    Rate,

    /// <summary>The origin asked to be left alone until a time.</summary>
    Hold,

    /// <summary>This country failed and will be tried again.</summary>
    Backoff,

    /// <summary>The origin seems down; a probe is due.</summary>
    Breaker,

    /// <summary>Too many retries lately; they wait for successes.</summary>
    Budget,

    /// <summary>Someone paused the harvest or the origin.</summary>
    Paused,
}
