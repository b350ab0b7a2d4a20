using Actors.Gateway.Json;
using Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Gateway.Health;

/// <summary><c>/health/startup</c>, <c>/health/live</c>, <c>/health/ready</c>.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapMethods("/startup", ["GET", "HEAD"], Startup).WithSummary("The process has started.").Produces<HealthBody>().WithProblems(503);
        health.MapMethods("/live", ["GET", "HEAD"], Live).WithSummary("The process answers.").Produces<HealthBody>();
        health.MapMethods("/ready", ["GET", "HEAD"], Ready).WithSummary("Requests can be served.").Produces<HealthBody>().WithProblems(503);
    }

    private static JsonHttpResult<HealthBody> Startup(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStarted.IsCancellationRequested ? Well("started") : throw Unwell("not_started", "The process is still starting.");

    // Never asks the cluster: restarting this process would not help it.
    private static JsonHttpResult<HealthBody> Live() => Well("live");

    // A process that is a silo too has checks of its own; a mere gateway has none.
    private static async Task<JsonHttpResult<HealthBody>> Ready(
        IHostApplicationLifetime lifetime, ClusterPulse cluster, [FromServices] HealthCheckService? checks, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw Unwell("not_ready", "The process is stopping.");
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
            throw Unwell("not_ready", "The process is still starting.");
        var report = checks is null ? null : await checks.CheckHealthAsync(cancellationToken);
        if (report?.Entries.FirstOrDefault(check => check.Value.Status != HealthStatus.Healthy) is { Key: { } name, Value.Description: var why })
            throw Unwell("not_ready", $"{name}: {why}");
        return await cluster.Feel() is { } reason ? throw Unwell("not_ready", reason) : Well("ready");
    }

    private static JsonHttpResult<HealthBody> Well(string status) => TypedResults.Json(new HealthBody(status), GatewayJson.Wire.HealthBody);

    private static ProblemException Unwell(string code, string reason) =>
        new(new Problem(StatusCodes.Status503ServiceUnavailable, code, reason) { RetryAfter = TimeSpan.FromSeconds(1) });
}
