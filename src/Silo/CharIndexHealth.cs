using Actors.Grains.Chars;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Silo;

/// <summary>Whether look-ups can be answered at once: the health check <c>chars</c>.</summary>
internal sealed class CharIndexHealth(CharIndexSource source) : IHealthCheck
{
    public const string Name = "chars";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(source.Index switch
        {
            { IsCompletedSuccessfully: true } => HealthCheckResult.Healthy(),
            { IsFaulted: true } => HealthCheckResult.Unhealthy("The character data cannot be loaded."),
            _ => HealthCheckResult.Unhealthy("The character data is still being loaded."),
        });
}
