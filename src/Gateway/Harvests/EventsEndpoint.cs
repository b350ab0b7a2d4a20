using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;
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
        IOptions<LimitsOptions> limits, SocketCaps caps, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers.Append("Vary", "Accept");
        var json = WantsJson(context.Request);
        var (after, isGiven) = ResumePoint(context.Request);
        if (json)
            return await List(id, feeds, after, isGiven, context.RequestAborted);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return ComeBack(context.Response, TimeSpan.FromSeconds(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            using var lease = await feeds.Open(id, stop.Token);
            var feed = lease.Feed;
            var usable = after is { } place && await feed.CanContinue(place, stop.Token);
            var reset = isGiven && !usable ? feed.View.ResetReason(after ?? default) : null;
            var from = usable ? after!.Value : new Position(feed.View.Epoch, 0);
            // 204 tells an EventSource not to come back (HTML §9.2.3).
            if (usable && feed.Finished && from.Seq == feed.View.Last)
                return TypedResults.NoContent();
            if (HttpMethods.IsHead(context.Request.Method))
            {
                BeginStream(context.Response);
                return TypedResults.Empty;
            }

            var address = context.Connection.RemoteIpAddress;
            if (caps.Enter(address) != Admission.Admitted)
                return ComeBack(context.Response, TimeSpan.FromSeconds(Random.Shared.Next(2, 10)));
            try
            {
                BeginStream(context.Response);
                await new EventStream(feed, context.Response.BodyWriter, time, limits.Value, metrics).Run(from, reset, stop.Token);
            }
            finally
            {
                caps.Leave(address);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Begun, the stream just ends; the client comes back with its last id, here or elsewhere.
            if (!context.Response.HasStarted)
                return ComeBack(context.Response, TimeSpan.FromSeconds(1));
        }
        catch (TimeoutException) when (context.Response.HasStarted)
        {
            // It does not read: as of a socket, nothing is kept for it, and it may resume.
            context.Abort();
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
    private static ContentHttpResult ComeBack(HttpResponse response, TimeSpan after)
    {
        BeginStream(response);
        return TypedResults.Text(EventStream.Retry(after), EventStreamType);
    }

    private static async Task<IResult> List(
        string id, HarvestFeeds feeds, Position? after, bool isGiven, CancellationToken cancellationToken)
    {
        using var lease = await feeds.Open(id, cancellationToken);
        // Whoever asks once wants what is stored by now, not what has been announced so far.
        if (!lease.Feed.Finished)
            await lease.Feed.Refresh(cancellationToken);
        // One view for all that is said: the epoch may change at any time.
        var view = lease.Feed.View;
        var usable = after is { } place && view.Covers(place);
        var events = new List<RawJson>();
        for (var seq = (usable ? after!.Value.Seq : 0) + 1; seq <= view.Last; seq++)
            events.Add(new RawJson(view[seq].Utf8));
        return TypedResults.Json(new EventsBody(view.Epoch, view.Last, isGiven && !usable, events), GatewayJson.Wire.EventsBody);
    }

    private static (Position? After, bool IsGiven) ResumePoint(HttpRequest request)
    {
        // An EventSource repeats the query of its first request for ever; its header is newer.
        if (request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
            return (Position.TryParse(last, out var position) ? position : null, true);
        if (request.Query["after"] is not [{ Length: > 0 } text])
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
