using System.Net;
using System.Net.Http.Headers;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>What a status other than 200, 304, 404 and 410 means.</summary>
internal static class ResponseStatus
{
    /// <summary>Longer requests to be left alone are cut to this.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>A 429 that does not say how long.</summary>
    private static readonly TimeSpan UnstatedHold = TimeSpan.FromSeconds(2);

    public static FailureCause Classify(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        var wait = RetryAfter(response, now);
        var cause = new FailureCause(CodeOf(response.StatusCode), "headers", $"The origin answered {status} {response.ReasonPhrase}.") { Status = status };
        return response.StatusCode switch
        {
            // A 429, or a 503 that names a time, is a fact about the host, not about this country.
            HttpStatusCode.TooManyRequests => cause with
            {
                IsRetryable = true,
                Signal = new ExchangeSignal(HostSignal.Hold, wait ?? UnstatedHold, cause.Code),
            },
            HttpStatusCode.ServiceUnavailable when wait is not null => cause with
            {
                IsRetryable = true,
                Signal = new ExchangeSignal(HostSignal.Hold, wait, cause.Code),
            },
            HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => cause with { IsRetryable = true, Signal = new ExchangeSignal(HostSignal.Failure) },
            HttpStatusCode.RequestTimeout => cause with { IsRetryable = true },
            >= HttpStatusCode.InternalServerError => cause with { Signal = new ExchangeSignal(HostSignal.Failure) },
            _ => cause,
        };
    }

    private static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => "rate_limited",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "forbidden",
        >= HttpStatusCode.InternalServerError => "http_5xx",
        >= HttpStatusCode.BadRequest => "http_4xx",
        _ => "unexpected_status",
    };

    /// <summary>
    /// Retry-After is seconds or a date (RFC 9110 §10.2.3). A date is measured against the response's own Date, so that
    /// nobody has to compare clocks with the origin. Null if absent or malformed.
    /// </summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            RetryConditionHeaderValue { Delta: { } delta } => delta,
            // Dates have whole seconds: one more is never early.
            RetryConditionHeaderValue { Date: { } date } => date - (response.Headers.Date ?? now) + TimeSpan.FromSeconds(1),
            _ => null,
        };
        return wait switch
        {
            null => null,
            { } time when time <= TimeSpan.Zero => null,
            { } time when time > LongestHold => LongestHold,
            _ => wait,
        };
    }
}
