using Actors.Gateway.Json;
using Actors.Grains.Membership;

namespace Actors.Gateway.Cluster;

/// <summary><c>/v1/cluster</c>.</summary>
internal static class ClusterEndpoints
{
    public static void MapCluster(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1/cluster").WithTags("Cluster").WithQuery()
            .MapMethods("/", ["GET", "HEAD"], Get).WithSummary("Silos and gateways: state, version, what they hold.")
            .Produces<ClusterBody>().WithProblems(400, 503);

    private static async Task<IResult> Get(IGrainFactory grains) =>
        TypedResults.Json(ClusterBody.From(await grains.GetGrain<IClusterGrain>(0).Describe()), GatewayJson.Wire.ClusterBody);
}
