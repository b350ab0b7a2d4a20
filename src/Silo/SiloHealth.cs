using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo;

/// <summary>A silo's three health routes and its metrics, for the process that is nothing but a silo.</summary>
public static class SiloHealth
{
    /// <summary>
    /// <c>/health/startup</c>: has started. <c>/health/live</c>: answers; asks nobody, so that a sick neighbour restarts
    /// nothing. <c>/health/ready</c>: an active member of the cluster, and not stopping.
    /// </summary>
    public static void MapSiloHealth(this WebApplication app)
    {
        var lifetime = app.Lifetime;
        var status = app.Services.GetRequiredService<ISiloStatusOracle>();
        Map(app, "/health/startup", () => lifetime.ApplicationStarted.IsCancellationRequested);
        Map(app, "/health/live", () => true);
        Map(app, "/health/ready", () => lifetime.ApplicationStarted.IsCancellationRequested
            && !lifetime.ApplicationStopping.IsCancellationRequested && status.CurrentStatus == SiloStatus.Active);
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Func<bool> isWell) => routes.MapMethods(
        path, [HttpMethods.Get, HttpMethods.Head],
        () => isWell() ? Results.Text("ok\n") : Results.Text("not ok\n", statusCode: StatusCodes.Status503ServiceUnavailable));
}
