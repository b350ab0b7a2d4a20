namespace Actors.Origin.Exchanges;

/// <summary>What <c>GET /_ctl/stats</c> answers: all modes together, or one of them, since the last reset.</summary>
/// <param name="Requests">Requests that arrived, whatever became of them.</param>
/// <param name="Paths">Different (mode, path) pairs among them: without a retry or a second fetch, <c>Requests == Paths</c>.</param>
/// <param name="Peak">
/// Most exchanges in flight at one moment, those that were already in flight at the reset included. An exchange is in flight from
/// its arrival until its answer is handed to the socket whole (but for the last 16 KiB of one above 64 KiB, so that it never ends
/// after the client has seen the end), or its connection is lost.
/// </param>
/// <param name="MaxInOneSecond">Most arrivals within any half-open second; two that are exactly one second apart are not in one.</param>
/// <param name="Statuses">Ended exchanges by status; 499 is a client that left before its answer.</param>
/// <param name="MaxAttempts">Most requests for one (mode, path).</param>
/// <param name="MinRetryGapMs">
/// Smallest time, in whole milliseconds rounded down, between the moment a failed answer was sent and the next arrival for the same
/// (mode, path). Failed is every status but 2xx, 304, 404, 410 and 499. Null if nothing was asked again after a failure.
/// </param>
internal sealed record ExchangeStats(
    int Requests,
    int Paths,
    int Peak,
    int MaxInOneSecond,
    IReadOnlyDictionary<string, int> Statuses,
    int MaxAttempts,
    long? MinRetryGapMs);
