using System.Text.Json.Nodes;
using Actors.Gateway.OpenApi;
using Actors.Gateway.Problems;

namespace Actors.Gateway;

/// <summary>What routes say about themselves, for checking requests and for the API description.</summary>
internal static class RouteDescriptions
{
    /// <summary>Only these query parameters exist there; the innermost call counts.</summary>
    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryRules(parameters));

    /// <summary>Refusals that the route may answer with, as problems.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
        return builder;
    }

    /// <summary>What the route answers with where it writes the JSON itself.</summary>
    public static IEndpointConventionBuilder WithBody<TBody>(this IEndpointConventionBuilder builder, JsonNode example) => builder
            .WithMetadata(
                new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TBody), ["application/json"]), new BodyExample(example))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));
}
