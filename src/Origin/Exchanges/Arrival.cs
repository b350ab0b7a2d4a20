namespace Actors.Origin.Exchanges;

/// <summary>What the log noted when a request arrived; handed back to it when the exchange ends.</summary>
internal sealed record Arrival(
    int Generation,
    long Sequence,
    ModeCounters Counters,
    PathHistory History,
    string Method,
    int Attempt,
    long Received,
    int InFlight,
    string? UserAgent);
