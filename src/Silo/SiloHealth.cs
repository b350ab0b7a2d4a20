using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Actors.Silo;

/// <summary>A silo's three health routes and its metrics, for the process that is nothing but a silo.</summary>
public static class SiloHealth
{
    /// <summary>
    /// <c>/health/startup</c>: has started. <c>/health/live</c>: answers; asks nobody, so that a sick neighbour restarts
    /// nothing. <c>/health/ready</c>: an active member of the cluster, not stopping, and every health check is well.
    /// </summary>
    public static void MapSiloHealth(this WebApplication app)
    {
        var lifetime = app.Lifetime;
        var status = app.Services.GetRequiredService<ISiloStatusOracle>();
        var checks = app.Services.GetRequiredService<HealthCheckService>();
        Map(app, "/health/startup", _ => ValueTask.FromResult(Starting(lifetime)));
        Map(app, "/health/live", _ => ValueTask.FromResult<string?>(null));
        Map(app, "/health/ready", async cancellationToken =>
            lifetime.ApplicationStopping.IsCancellationRequested ? "The process is stopping."
            : Starting(lifetime) is { } reason ? reason
            : status.CurrentStatus != SiloStatus.Active ? "The silo is no active member of its cluster."
            : Sick(await checks.CheckHealthAsync(cancellationToken)));
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static string? Starting(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStarted.IsCancellationRequested ? null : "The process is still starting.";

    private static string? Sick(HealthReport report) =>
        report.Entries.FirstOrDefault(check => check.Value.Status != HealthStatus.Healthy) is { Key: { } name, Value.Description: var why }
            ? $"{name}: {why}"
            : null;

    /// <param name="feel">Why it is not well; null if it is.</param>
    private static void Map(IEndpointRouteBuilder routes, string path, Func<CancellationToken, ValueTask<string?>> feel) => routes.MapMethods(
        path, [HttpMethods.Get, HttpMethods.Head],
        async (CancellationToken cancellationToken) => await feel(cancellationToken) is { } reason
            ? Results.Text($"not ok: {reason}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok\n"));
}
