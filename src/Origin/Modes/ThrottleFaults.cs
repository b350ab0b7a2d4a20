using System.Globalization;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>
/// Answers that ask for time: 429 (RFC 6585 §4) and 503 with Retry-After in each of its forms (RFC 9110 §10.2.3), and without.
/// </summary>
internal sealed class ThrottleFaults(TimeProvider time) : IFaultFamily
{
    private const double SomeOfThem = 0.25;
    private const int TooMany = StatusCodes.Status429TooManyRequests;
    private const int Unavailable = StatusCodes.Status503ServiceUnavailable;

    public IEnumerable<IMode> Faults =>
    [
        new Fault("r429", exchange => Seconds(exchange, TooMany), SomeOfThem),
        new Fault("r503", exchange => Seconds(exchange, Unavailable), SomeOfThem),
        new Fault("r429date", exchange => Date(exchange, TooMany), SomeOfThem),
        new Fault("r503date", exchange => Date(exchange, Unavailable), SomeOfThem),
        new Fault("ra60", exchange => Seconds(exchange, TooMany, usual: 60)),
        new Fault("r429none", exchange => exchange.Refuse(TooMany), SomeOfThem),
        new Fault("r429bad", exchange => Verbatim(exchange, "soon"), SomeOfThem),
        new Fault("r429neg", exchange => Verbatim(exchange, "-5"), SomeOfThem),
    ];

    /// <param name="usual">Seconds, if none are asked for.</param>
    public static Task Seconds(Exchange exchange, int status, int usual = 1)
    {
        var seconds = exchange.Asked.RetryAfter ?? usual;
        exchange.Http.Response.Headers.RetryAfter = $"{seconds}";
        exchange.RetryAfter = TimeSpan.FromSeconds(seconds);
        return exchange.Refuse(status);
    }

    private Task Date(Exchange exchange, int status)
    {
        // A date has no fractions (RFC 9110 §5.6.7): a second more, so that it is never less than what was asked for.
        var now = time.GetUtcNow() + exchange.Asked.Skew;
        var until = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddSeconds((exchange.Asked.RetryAfter ?? 1) + 1);
        exchange.Http.Response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        exchange.Http.Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
        exchange.RetryAfter = until - now;
        return exchange.Refuse(status);
    }

    private static Task Verbatim(Exchange exchange, string retryAfter)
    {
        exchange.Http.Response.Headers.RetryAfter = retryAfter;
        return exchange.Refuse(TooMany);
    }
}
