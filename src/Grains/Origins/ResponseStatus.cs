using System.Net;
using System.Net.Http.Headers;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>What a status other than 200, 304, 404, 410 and the redirects means.</summary>
internal static class ResponseStatus
{
    /// <summary>
    /// Longest hold. Who is asked to wait longer does not wait: the exchange ends (never early), and the host is held for this long.
    /// </summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    public static FailureCause Classify(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        // Not the reason phrase: it is the origin's text, and HTTP/2 has none.
        var cause = new FailureCause(CodeOf(status), "headers", $"The origin answered {status}.") { Status = status };
        return status switch
        {
            // A 429, or a 503 that names a time, is a fact about the host, not about this country.
            429 when RetryAfter(response, now) is { } wait => Hold(cause, wait),
            // For how long is the throttle's to say, which knows how often.
            429 => cause with { IsRetryable = true, Host = HostSignal.Hold },
            503 when RetryAfter(response, now) is { } wait => Hold(cause, wait),
            500 or 502 or 503 or 504 => cause with { IsRetryable = true, Host = HostSignal.Failure },
            408 => cause with { IsRetryable = true },
            >= 500 => cause with { Host = HostSignal.Failure },
            _ => cause,
        };
    }

    private static FailureCause Hold(FailureCause cause, TimeSpan wait) => wait <= LongestHold
        ? cause with { IsRetryable = true, Host = HostSignal.Hold, HoldFor = wait }
        : cause with
        {
            Code = "rate_limited_deferred",
            Message = $"The origin answered {cause.Status} and asks to be left alone for {(long)wait.TotalSeconds} seconds.",
            Host = HostSignal.Hold,
            HoldFor = LongestHold,
        };

    private static string CodeOf(int status) => status switch
    {
        429 => "rate_limited",
        (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => "forbidden",
        >= 500 and < 600 => "http_5xx",
        >= 400 and < 500 => "http_4xx",
        _ => "unexpected_status",
    };

    /// <summary>
    /// Retry-After is seconds or a date (RFC 9110 §10.2.3). A date is measured against the response's own Date, so that
    /// nobody has to compare clocks with the origin. Null if absent, malformed or not in the future.
    /// </summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            RetryConditionHeaderValue { Delta: { } delta } => delta,
            // Dates have whole seconds: one more is never early.
            RetryConditionHeaderValue { Date: { } date } => date - (response.Headers.Date ?? now) + TimeSpan.FromSeconds(1),
            // More seconds than the parser can count are still a number.
            null when response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
                && values is { Count: 1 } && values.ToString() is { Length: > 9 and < 100 } text && text.All(char.IsAsciiDigit) =>
                TimeSpan.FromDays(3650),
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
