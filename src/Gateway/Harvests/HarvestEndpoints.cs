using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.Gateway.Harvests;

/// <summary><c>/v1/harvests</c>.</summary>
internal static class HarvestEndpoints
{
    private static readonly QueryParameter Wait =
        new("wait", "integer", "Answers at the end, or after so many seconds, at most 60. Default: at once.");

    private static readonly QueryParameter DryRun =
        new("dryRun", "string", "true: only says what the harvest would do; starts and stores nothing. Default false.");

    public static void MapHarvests(this IEndpointRouteBuilder routes)
    {
        var harvests = routes.MapGroup("/v1/harvests").WithTags("Harvests").WithQuery();
        harvests.MapPost("/", Start).WithSummary("Starts a harvest; idempotent under an Idempotency-Key. With dryRun it only tells what it would do.")
            .WithQuery(DryRun).Accepts<StartHarvestBody>("application/json")
            .Produces<HarvestBody>(StatusCodes.Status202Accepted).Produces<DryRunBody>()
            .WithProblems(400, 409, 413, 415, 503);
        harvests.MapMethods("/", ["GET", "HEAD"], List).WithSummary("Lists the kept harvests, newest first, without countries.")
            .WithQuery(Paging.LimitParameter, Paging.AfterParameter).Produces<PageBody<HarvestBody>>().WithProblems(400, 503);
        harvests.MapMethods("/{id}", ["GET", "HEAD"], Get).WithSummary("One harvest with its countries.")
            .WithQuery(Wait).Produces<HarvestBody>().WithProblems(400, 404, 503);
        harvests.MapMethods("/{id}/events", ["GET", "HEAD"], EventsEndpoint.Get).WithSummary("The events of a harvest, as a stream or as JSON.")
            .WithQuery(EventsEndpoint.After)
            .Produces<EventsBody>(StatusCodes.Status200OK, "application/json", "text/event-stream")
            .Produces(StatusCodes.Status204NoContent).WithProblems(400, 404, 406, 503);
        harvests.MapPost("/{id}/pause", Pause).WithSummary("Pauses a harvest: no further request leaves; exchanges under way end.")
            .Produces<HarvestBody>().WithProblems(400, 404, 503);
        harvests.MapPost("/{id}/resume", Resume).WithSummary("Goes on with a paused harvest.")
            .Produces<HarvestBody>().WithProblems(400, 404, 503);
        harvests.MapPost("/{id}/cancel", Cancel).WithSummary("Ends a harvest; what is open becomes cancelled.")
            .Produces<HarvestBody>().WithProblems(400, 404, 503);
        harvests.MapDelete("/{id}", Forget).WithSummary("Forgets a finished harvest.")
            .Produces(StatusCodes.Status204NoContent).WithProblems(400, 404, 409, 503);
    }

    private static async Task<IResult> Start(HttpContext context, IGrainFactory grains)
    {
        if (IsDryRun(context.Request))
        {
            // A key says which harvest is meant; here none is.
            var plan = StartHarvest.Parse(await JsonBody.Read(context.Request, context.RequestAborted));
            var estimate = await grains.GetGrain<IOriginsGrain>(0).Estimate(plan);
            return TypedResults.Json(DryRunBody.From(estimate), GatewayJson.Wire.DryRunBody);
        }

        var id = context.Request.Headers["Idempotency-Key"] is { Count: > 0 } keys ? HarvestId.ForKey(keys.ToString()) : HarvestId.New();
        var request = StartHarvest.Parse(await JsonBody.Read(context.Request, context.RequestAborted));
        var harvest = await grains.GetGrain<IHarvestGrain>(id).Start(request);
        context.Response.Headers.Location = $"/v1/harvests/{id}";
        return Json(harvest, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var paging = Paging.Of(context.Request);
        var page = await grains.GetGrain<ILedgerGrain>(0).List(paging.After, paging.Limit);
        var harvests = await Task.WhenAll(page.Ids.Select(id => grains.GetGrain<IHarvestGrain>(id).Summarise()));
        Paging.AddLink(context, page.Next);
        // One that was forgotten between the two calls is just not there.
        var items = harvests.OfType<HarvestSnapshot>().Select(HarvestBody.Summary).ToImmutableArray();
        return TypedResults.Json(new PageBody<HarvestBody>(items, page.Next), GatewayJson.Wire.PageBodyHarvestBody);
    }

    private static async Task<IResult> Get(
        string id, HttpContext context, IGrainFactory grains, HarvestFeeds feeds, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        var grain = Find(id, grains);
        if (WaitOf(context.Request) is { } wait)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await HarvestEnd.Wait(id, wait, feeds, time, stop.Token);
        }

        return Json(await grain.Get() ?? throw Problem.HarvestNotFound());
    }

    private static async Task<IResult> Pause(string id, IGrainFactory grains) =>
        Json(await Find(id, grains).Pause() ?? throw Problem.HarvestNotFound());

    private static async Task<IResult> Resume(string id, IGrainFactory grains) =>
        Json(await Find(id, grains).Resume() ?? throw Problem.HarvestNotFound());

    private static async Task<IResult> Cancel(string id, IGrainFactory grains) =>
        Json(await Find(id, grains).Cancel() ?? throw Problem.HarvestNotFound());

    private static async Task<IResult> Forget(string id, IGrainFactory grains, HarvestFeeds feeds)
    {
        if (!await Find(id, grains).Forget())
            throw Problem.HarvestNotFound();
        feeds.Drop(id);
        return TypedResults.NoContent();
    }

    private static IHarvestGrain Find(string id, IGrainFactory grains) =>
        HarvestId.IsPossible(id) ? grains.GetGrain<IHarvestGrain>(id) : throw Problem.HarvestNotFound();

    private static bool IsDryRun(HttpRequest request) => request.Query["dryRun"] switch
    {
        [] or ["false"] => false,
        ["true"] => true,
        _ => throw Problem.Invalid("dryRun", "'dryRun' must be true or false."),
    };

    private static TimeSpan? WaitOf(HttpRequest request)
    {
        if (request.Query["wait"] is not [{ } text])
            return null;
        // Any number of digits: whatever is more than the longest wait counts as that.
        if (!BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw Problem.Invalid("wait", "'wait' must be a number of seconds.");
        return seconds > 0 ? TimeSpan.FromSeconds((int)BigInteger.Min(seconds, 60)) : null;
    }

    private static JsonHttpResult<HarvestBody> Json(HarvestSnapshot harvest, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(HarvestBody.From(harvest), GatewayJson.Wire.HarvestBody, contentType: null, statusCode: status);
}
