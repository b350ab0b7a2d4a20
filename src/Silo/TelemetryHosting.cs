using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Silo;

/// <summary>Traces, metrics and logs of a process, by configuration.</summary>
public static class TelemetryHosting
{
    // Of ASP.NET Core not how often routing finds a route.
    private static readonly string[] Meters =
    [
        "Actors.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting", "System.Net.Http", "System.Runtime",
    ];

    // Not Microsoft.Orleans.Runtime: the noise of directory and timers would drown the calls.
    private static readonly string[] Sources =
        ["Actors.*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage"];

    /// <summary>
    /// OpenTelemetry: our meters and sources and those of Orleans. <c>Telemetry:Console</c>=true prints them, an
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> sends them, <c>/metrics</c> always has them; <c>Logging:Json</c>=true makes logs JSON lines.
    /// </summary>
    public static void AddActorsTelemetry(this WebApplicationBuilder builder)
    {
        var (toConsole, toCollector) = (ToConsole(builder.Configuration), ToCollector(builder.Configuration));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("actors"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters)
                    // The duration tells as much; this one costs two measurements a request.
                    .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                    // As above; these cost five measurements an exchange, whose duration is our own instrument.
                    .AddView("http.client.active_requests", MetricStreamConfiguration.Drop)
                    .AddView("http.client.open_connections", MetricStreamConfiguration.Drop)
                    .AddView("http.client.request.duration", MetricStreamConfiguration.Drop)
                    .AddView("http.client.request.time_in_queue", MetricStreamConfiguration.Drop)
                    .AddPrometheusExporter();
                _ = toConsole ? metrics.AddConsoleExporter() : metrics;
                _ = toCollector ? metrics.AddOtlpExporter() : metrics;
            });
        // Spans that nobody takes are not free: making them costs a quarter of an exchange's CPU.
        if (toConsole || toCollector)
        {
            builder.Services.AddOpenTelemetry().WithTracing(traces =>
            {
                traces.AddSource(Sources);
                _ = toConsole ? traces.AddConsoleExporter() : traces;
                _ = toCollector ? traces.AddOtlpExporter() : traces;
            });
        }

        if (builder.Configuration.GetValue("Logging:Json", false))
        {
            builder.Logging.ClearProviders().AddJsonConsole();
        }
    }

    /// <summary>Whether anybody takes spans.</summary>
    internal static bool IsTraced(IConfiguration configuration) => ToConsole(configuration) || ToCollector(configuration);

    private static bool ToConsole(IConfiguration configuration) => configuration.GetValue("Telemetry:Console", false);

    private static bool ToCollector(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
}
