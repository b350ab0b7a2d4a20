using Actors.Gateway.Problems;

namespace Actors.Gateway;

/// <summary>What routes say about themselves, for checking requests and for the API description.</summary>
internal static class RouteDescriptions
{
    /// <summary>Only these query parameters exist there; the innermost call counts.</summary>
    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryRules(parameters));

    /// <summary>Refusals that the route may answer with, as problems.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (var status in statuses)
            builder.Produces<ProblemBody>(status, "application/problem+json");
        return builder;
    }
}
