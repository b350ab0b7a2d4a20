using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Gateway.Telemetry;

/// <summary>OpenTelemetry by configuration: <c>Telemetry:Console</c>, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>Logging:Json</c>.</summary>
internal static class GatewayTelemetry
{
    /// <summary>Beneath whatever is configured: a line per request, and a stack trace per second of an absent silo, hide the rest.</summary>
    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // As long as it could log anything it makes an activity and a scope for every request, which nobody reads.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // A failed start is one line on standard error.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
        ["Logging:LogLevel:Orleans.Runtime.Messaging"] = "Error",
    };

    /// <summary>What ASP.NET Core counts; how often routing finds a route is left out.</summary>
    private static readonly string[] AspNetMeters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting"];

    public static void Add(WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        if (builder.Configuration.GetValue("Logging:Json", defaultValue: false))
            builder.Logging.AddJsonConsole();
        // In one process with a silo, the silo's registration covers all of this.
        if (builder.Services.Any(service => service.ServiceType == typeof(MeterProvider)))
            return;
        var console = builder.Configuration.GetValue("Telemetry:Console", defaultValue: false);
        var otlp = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("actors-gateway"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(["Actors.*", "Microsoft.Orleans", .. AspNetMeters, "System.Runtime"])
                    // The duration tells as much; this one costs two measurements a request.
                    .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                    .AddPrometheusExporter();
                if (console)
                    metrics.AddConsoleExporter();
                if (otlp)
                    metrics.AddOtlpExporter();
            });
        // Spans that nobody takes are not free.
        if (!console && !otlp)
            return;
        builder.Services.AddOpenTelemetry().WithTracing(traces =>
        {
            // Orleans' Runtime source is left out: it speaks of timers and directories, and all the time.
            traces.AddSource(
                "Actors.*", "Microsoft.AspNetCore",
                "Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage");
            if (console)
                traces.AddConsoleExporter();
            if (otlp)
                traces.AddOtlpExporter();
        });
    }

    /// <summary>Maps <c>/metrics</c> where metrics are kept at all.</summary>
    public static void Map(WebApplication app)
    {
        if (app.Services.GetService<MeterProvider>() is not null)
            app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
