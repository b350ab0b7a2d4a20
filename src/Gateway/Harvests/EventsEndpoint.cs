using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Harvests;

/// <summary><c>GET /v1/harvests/{id}/events</c>: the log as a stream, or as one JSON document.</summary>
internal static class EventsEndpoint
{
    private const string EventStreamType = "text/event-stream";
    private const string JsonType = "application/json";

    public static QueryParameter After { get; } = new("after", "string", "epoch:seq of the last event that is known; Last-Event-ID beats it.");

    public static async Task<IResult> Get(
        string id, HttpContext context, HarvestFeeds feeds, GatewayMetrics metrics, TimeProvider time,
        IOptions<LimitsOptions> limits, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers.Vary = "Accept";
        var json = WantsJson(context.Request);
        var (after, isGiven) = ResumePoint(context.Request);
        if (!json && lifetime.ApplicationStopping.IsCancellationRequested)
            return ComeBack(context.Response);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, json ? CancellationToken.None : lifetime.ApplicationStopping);
        using var lease = await feeds.Open(id, stop.Token);
        var feed = lease.Feed;
        var usable = after is { } place && await feed.CanContinue(place, stop.Token);
        var reset = isGiven && !usable ? feed.ResetReason(after ?? default) : null;
        if (json)
            return await List(feed, usable ? after!.Value.Seq : 0, reset is not null, stop.Token);

        var from = usable ? after!.Value : new Position(feed.View.Epoch, 0);
        // 204 tells an EventSource not to come back (HTML §9.2.3).
        if (usable && feed.Finished && from.Seq == feed.View.Last)
            return TypedResults.NoContent();
        BeginStream(context.Response);
        if (HttpMethods.IsHead(context.Request.Method))
            return TypedResults.Empty;
        try
        {
            await new EventStream(feed, context.Response.BodyWriter, time, limits.Value.Heartbeat, metrics).Run(from, reset, stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The stream just ends; the client comes back with its last id, here or elsewhere.
        }

        return TypedResults.Empty;
    }

    private static void BeginStream(HttpResponse response)
    {
        response.ContentType = EventStreamType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    // A refusal would end an EventSource for good (HTML §9.2.2); an empty stream lets it come back, by then to another gateway.
    private static ContentHttpResult ComeBack(HttpResponse response)
    {
        BeginStream(response);
        return TypedResults.Text(EventStream.Retry(TimeSpan.FromSeconds(1)), EventStreamType);
    }

    private static async Task<IResult> List(HarvestFeed feed, long after, bool reset, CancellationToken cancellationToken)
    {
        // Whoever asks once wants what is stored by now, not what has been announced so far.
        if (!feed.Finished)
            await feed.Refresh(cancellationToken);
        var view = feed.View;
        var events = new List<RawJson>();
        for (var seq = after + 1; seq <= view.Last; seq++)
            events.Add(new RawJson(view[seq].Utf8));
        return TypedResults.Json(new EventsBody(view.Epoch, view.Last, reset, events), GatewayJson.Wire.EventsBody);
    }

    private static (Position? After, bool IsGiven) ResumePoint(HttpRequest request)
    {
        // An EventSource repeats the query of its first request for ever; its header is newer.
        if (request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
            return (Position.TryParse(last, out var position) ? position : null, true);
        if (request.Query["after"] is not [{ } text])
            return (null, false);
        return Position.TryParse(text, out var after) ? (after, true) : throw Paging.BadCursor();
    }

    private static bool WantsJson(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0)
            return false;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            throw NotAcceptable();
        var (json, stream) = (Quality(accepted, JsonType), Quality(accepted, EventStreamType));
        return json > 0 || stream > 0 ? json > stream : throw NotAcceptable();
    }

    // The most specific range decides (RFC 9110 §12.5.1).
    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(new MediaTypeHeaderValue(type).IsSubsetOf)
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1).FirstOrDefault();

    private static ProblemException NotAcceptable() => new(new Problem(
        StatusCodes.Status406NotAcceptable, "not_acceptable", $"Only {EventStreamType} and {JsonType} are to be had here.", "Accept"));
}
