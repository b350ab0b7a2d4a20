using System.Collections.Immutable;
using System.Globalization;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Grains.Feeds;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Feeds;

/// <summary><c>/v1/feeds</c>.</summary>
internal static class FeedEndpoints
{
    private const int MostRecord = 256;

    private static readonly QueryParameter Record = new(
        "record", "string", "A record as type.serial, with the records that it names: event.33950. Not with limit and after.");

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("/v1/feeds").WithTags("Feeds");
        feeds.MapMethods("/", ["GET", "HEAD"], List).WithSummary("Lists the configured feeds by name.")
            .WithQuery(Paging.LimitParameter, Paging.AfterParameter).Produces<PageBody<FeedStatusBody>>().WithProblems(400, 503);
        feeds.MapMethods("/{feed}", ["GET", "HEAD"], Get).WithSummary("A feed's document: keys of an object, items of an array, a value.")
            .WithQuery(Paging.LimitParameter, Paging.AfterParameter, Record)
            .Produces<FeedNodeBody>().Produces(StatusCodes.Status304NotModified).WithProblems(400, 404, 410, 502, 503);
        feeds.MapMethods("/{feed}/{**path}", ["GET", "HEAD"], Get)
            .WithSummary("A place in a feed: names and indexes, from the end too (-1), with ~1 for / and ~0 for ~.")
            .WithQuery(Paging.LimitParameter, Paging.AfterParameter)
            .Produces<FeedNodeBody>().Produces(StatusCodes.Status304NotModified).WithProblems(400, 404, 410, 502, 503);
    }

    private static async Task<IResult> List(HttpContext context, FeedDesk desk)
    {
        var paging = Paging.Of(context.Request);
        var feeds = await desk.Reader().List();
        var rest = feeds.Where(feed => paging.After is null || string.CompareOrdinal(feed.Name, paging.After) > 0)
            .OrderBy(feed => feed.Name, StringComparer.Ordinal).ToImmutableArray();
        var next = rest.Length > paging.Limit ? rest[paging.Limit - 1].Name : null;
        Paging.AddLink(context, next);
        var items = rest.Take(paging.Limit).Select(FeedStatusBody.From).ToImmutableArray();
        return TypedResults.Json(new PageBody<FeedStatusBody>(items, next), GatewayJson.Wire.PageBodyFeedStatusBody);
    }

    private static async Task<IResult> Get(HttpContext context, FeedDesk desk)
    {
        var target = FeedTarget.Of(context);
        var paging = Paging.Of(context.Request);
        var cursor = paging.After is { } after ? Cursor.Parse(after) : null;
        var view = RecordOf(context.Request) is { } record
            ? await desk.Ask(feeds => feeds.Find(target.Feed, record), context.RequestAborted)
            : await desk.Ask(feeds => feeds.Look(target.Feed, target.Steps, new FeedWindow(cursor?.From ?? 0, paging.Limit)), context.RequestAborted);
        var version = view.Feed.Stored!;
        if (cursor is not null && cursor.Version != version.Name)
            throw new ProblemException(new Problem(
                StatusCodes.Status410Gone, "cursor_expired", "The feed has changed since that page: start again.", "after"));
        Paging.AddLink(context, view.Next is { } next ? version.CursorAt(next) : null);
        // The document may change at any time; whoever has this version asks whether it has.
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(view.Body!, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{version.Name}\""));
    }

    private static string? RecordOf(HttpRequest request) => (string?)request.Query["record"] switch
    {
        null => null,
        { Length: 0 or > MostRecord } => throw Problem.Invalid("record", $"'record' must be type.serial, of {MostRecord} characters at most."),
        _ when request.Query.ContainsKey("after") || request.Query.ContainsKey("limit") =>
            throw Problem.Invalid("record", "A record has no pages: 'limit' and 'after' do not go with 'record'."),
        var record => record,
    };

    /// <inheritdoc cref="FeedVersion.CursorAt"/>
    private sealed record Cursor(string Version, int From)
    {
        public static Cursor Parse(string text) =>
            text.Length > FeedVersion.Shown + 1 && text[FeedVersion.Shown] == '-'
            && int.TryParse(text.AsSpan(FeedVersion.Shown + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                ? new Cursor(text[..FeedVersion.Shown], from)
                : throw Paging.BadCursor();
    }
}
