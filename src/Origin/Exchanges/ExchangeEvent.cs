namespace Actors.Origin.Exchanges;

/// <summary>
/// One line of <c>GET /_ctl/events</c>: an exchange that has ended, in order of ending. Times are milliseconds of one monotonic
/// clock, that no reset sets back, so they compare with each other and with nothing else.
/// </summary>
/// <param name="Sequence">Order of arrival since the last reset, from 1.</param>
/// <param name="Mode">The port's, or the first segment of a path on the control port.</param>
/// <param name="Method">As sent, cut to 16 characters.</param>
/// <param name="Path">Decoded, without mode and query, cut to 256 characters.</param>
/// <param name="Attempt">The how-manieth request for this mode and path since the last reset, from 1.</param>
/// <param name="Status">What was answered; 499 if the client left before, 0 if no status line was sent.</param>
/// <param name="Received">When it arrived, milliseconds.</param>
/// <param name="Sent">When its answer was handed to the socket, or the client was seen to have left, milliseconds.</param>
/// <param name="InFlight">Exchanges in flight over all modes right after it arrived, itself included.</param>
/// <param name="UserAgent">Cut to 128 characters; null if none was sent.</param>
/// <param name="Fault">The mode, or the status of a plan, that struck; null = the honest answer.</param>
/// <param name="Bytes">Of the body that were handed to the socket; of all, where the answer was written past the HTTP server.</param>
/// <param name="RetryAfterMs">
/// How long after <paramref name="Sent"/> the answer asked to be left alone, rounded up; null if it did not, or not understandably.
/// </param>
internal readonly record struct ExchangeEvent(
    long Sequence,
    string Mode,
    string Method,
    string Path,
    int Attempt,
    int Status,
    double Received,
    double Sent,
    int InFlight,
    string? UserAgent,
    string? Fault,
    long Bytes,
    long? RetryAfterMs);
