using System.Text.Json;
using Actors.Grains;
using Actors.Grains.Chars;
using Actors.Grains.Feeds;
using Actors.Grains.Harvests;
using Actors.Grains.Membership;
using Actors.Grains.Origins;

namespace Actors.Gateway.Problems;

/// <summary>The one place that decides what an exception means to a caller.</summary>
internal static class ExceptionProblems
{
    private const string Client = "Orleans.Core";

    public static Problem NotText { get; } =
        new(StatusCodes.Status400BadRequest, "invalid_json", "The body is not valid JSON: a string in it is not valid Unicode.");

    public static Problem From(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        InvalidRequestException invalid => new Problem(StatusCodes.Status400BadRequest, invalid.Code, invalid.Message, invalid.Field),
        UnknownOriginException unknown => new Problem(StatusCodes.Status400BadRequest, unknown.Code, unknown.Message, "origin"),
        UnknownFeedException feed => Of(StatusCodes.Status404NotFound, feed),
        CharQueryException query => Of(query),
        IdempotencyConflictException or StillRunningException or TooManyPausesException =>
            Of(StatusCodes.Status409Conflict, (ActorsException)exception),
        TooManyHarvestsException many =>
            Of(StatusCodes.Status503ServiceUnavailable, many) with { RetryAfter = many.RetryAfter },
        StoreUnavailableException store =>
            Of(StatusCodes.Status503ServiceUnavailable, store) with { RetryAfter = TimeSpan.FromSeconds(5) },
        MembershipUnavailableException membership =>
            Of(StatusCodes.Status503ServiceUnavailable, membership) with { RetryAfter = Problem.ClusterDown.RetryAfter },
        CharIndexUnavailableException unavailable => Of(StatusCodes.Status503ServiceUnavailable, unavailable),
        ActorsException other => Of(StatusCodes.Status400BadRequest, other),
        JsonException json => new Problem(StatusCodes.Status400BadRequest, "invalid_json", Where(json)),
        // The parser takes a lone surrogate or a byte that is no UTF-8 as it is; reading the string is where it shows.
        InvalidOperationException { Source: "System.Text.Json" or "System.Text.Json.Rethrowable" } => NotText,
        BadHttpRequestException bad => FromStatus(bad.StatusCode, bad.Message),
        // A silo cancels a call for which it found no place in time; what a client cancelled gets no answer at all.
        TimeoutException or OrleansException or OperationCanceledException => Problem.ClusterDown,
        // While a client has never been connected, or was stopped, it knows no grain at all and says so in these ways.
        ArgumentException { Source: Client } or InvalidOperationException { Source: Client } => Problem.ClusterDown,
        _ => new Problem(StatusCodes.Status500InternalServerError, "internal_error", "Something went wrong here; the log says what."),
    };

    /// <summary>What a bare status means, where routing or the server refused a request before a handler saw it.</summary>
    public static Problem FromStatus(int status, string? detail = null) => status switch
    {
        StatusCodes.Status404NotFound => new Problem(status, "not_found", "There is nothing at this path."),
        StatusCodes.Status405MethodNotAllowed => new Problem(status, "method_not_allowed", "This path does not know that method; see Allow."),
        StatusCodes.Status408RequestTimeout => new Problem(status, "request_timeout", "The request did not arrive in time."),
        StatusCodes.Status412PreconditionFailed =>
            new Problem(status, "precondition_failed", "What is stored is not what If-Match or If-Unmodified-Since names."),
        StatusCodes.Status413PayloadTooLarge => new Problem(status, "body_too_large", "The body is larger than this server accepts."),
        StatusCodes.Status415UnsupportedMediaType =>
            new Problem(status, "unsupported_media_type", "The body must be application/json in UTF-8.", "Content-Type"),
        _ => new Problem(status, status < 500 ? "bad_request" : "internal_error", detail ?? "The request cannot be answered."),
    };

    private static Problem Of(int status, ActorsException exception) => new(status, exception.Code, exception.Message);

    // Over TCP there is nothing but the sentence, and people read nothing else: it names the position too.
    private static Problem Of(CharQueryException query) => new(
        query.Code == "cursor_expired" ? StatusCodes.Status410Gone : StatusCodes.Status400BadRequest, query.Code,
        query.Position is { } position ? $"{query.Message.TrimEnd('.')} (position {position})." : query.Message, query.Field)
    {
        Position = query.Position,
    };

    // Lines and bytes are counted from 0 there; people count lines from 1.
    private static string Where(JsonException json) =>
        json is { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"The body is not valid JSON at line {line + 1}, byte {position + 1}."
            : "The body is not valid JSON.";
}
