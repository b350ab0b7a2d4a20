using System.Text.Json.Nodes;

namespace Actors.Gateway.Chars;

/// <summary><c>/v1/chars</c>.</summary>
internal static class CharEndpoints
{
    public static void MapChars(this IEndpointRouteBuilder routes)
    {
        var handlers = routes.ServiceProvider.GetRequiredService<CharHandlers>();
        var chars = routes.MapGroup("/v1/chars").WithTags("Characters");
        chars.Map("/", handlers.Find, CharQueryParameters.OfFind).WithSummary("Characters by words of their names, in pages.")
            .WithBody<CharPageBody>(CharExamples.Page).WithProblems(400, 410, 503);
        chars.Map("/facets", handlers.Facets, CharQueryParameters.OfFacets)
            .WithSummary("How many results of a query are in each block, category, script and age.")
            .WithBody<FacetsBody>(CharExamples.Facets).WithProblems(400, 503);
        chars.Map("/{code}", handlers.Describe, CharQueryParameters.None)
            .WithSummary("Everything known of a code point (U+265C, 265C) or a sequence (1F1E7-1F1F7).")
            .WithBody<JsonObject>(CharExamples.Description).WithProblems(400, 503);
    }

    // A plain request delegate: nothing is bound or resolved for an answer that is ready. The API description leaves out
    // routes that do not say which method they are.
    private static IEndpointConventionBuilder Map(
        this RouteGroupBuilder routes, string pattern, RequestDelegate handler, QueryRules query) =>
        routes.MapMethods(pattern, ["GET", "HEAD"], handler).WithMetadata(handler.Method, query);
}
