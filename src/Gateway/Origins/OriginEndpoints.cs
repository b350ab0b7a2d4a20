using System.Collections.Immutable;
using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Actors.Grains.Origins;

namespace Actors.Gateway.Origins;

/// <summary><c>/v1/origins</c>.</summary>
internal static class OriginEndpoints
{
    public static void MapOrigins(this IEndpointRouteBuilder routes)
    {
        var origins = routes.MapGroup("/v1/origins").WithTags("Origins").WithQuery();
        origins.MapMethods("/", ["GET", "HEAD"], List).WithSummary("Lists the configured origins by label.")
            .WithQuery(Paging.LimitParameter, Paging.AfterParameter).Produces<PageBody<OriginBody>>().WithProblems(400, 503);
        origins.MapMethods("/{label}", ["GET", "HEAD"], Get).WithSummary("One origin and how its throttle stands.")
            .Produces<OriginBody>().WithProblems(404, 503);
        origins.MapPost("/{label}/pause", Pause).WithSummary("Grants no request to the origin's authorities; exchanges under way end.")
            .Produces<OriginBody>().WithProblems(400, 404, 503);
        origins.MapPost("/{label}/resume", Resume).WithSummary("Lets requests to a paused origin leave again.")
            .Produces<OriginBody>().WithProblems(400, 404, 503);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var paging = Paging.Of(context.Request);
        var origins = await grains.GetGrain<IOriginsGrain>(0).List();
        var rest = origins.Where(origin => paging.After is null || string.CompareOrdinal(origin.Label, paging.After) > 0)
            .OrderBy(origin => origin.Label, StringComparer.Ordinal).ToImmutableArray();
        var next = rest.Length > paging.Limit ? rest[paging.Limit - 1].Label : null;
        Paging.AddLink(context, next);
        var items = rest.Take(paging.Limit).Select(OriginBody.From).ToImmutableArray();
        return TypedResults.Json(new PageBody<OriginBody>(items, next), GatewayJson.Wire.PageBodyOriginBody);
    }

    private static Task<IResult> Get(string label, IGrainFactory grains) => Answer(grains.GetGrain<IOriginsGrain>(0).Find(label));

    private static Task<IResult> Pause(string label, IGrainFactory grains) => Answer(grains.GetGrain<IOriginsGrain>(0).Pause(label));

    private static Task<IResult> Resume(string label, IGrainFactory grains) => Answer(grains.GetGrain<IOriginsGrain>(0).Resume(label));

    private static async Task<IResult> Answer(Task<OriginStatus> origin)
    {
        try
        {
            return TypedResults.Json(OriginBody.From(await origin), GatewayJson.Wire.OriginBody);
        }
        // Here the label is the resource itself, not a value in a request.
        catch (UnknownOriginException unknown)
        {
            throw new ProblemException(new Problem(StatusCodes.Status404NotFound, unknown.Code, unknown.Message));
        }
    }
}
