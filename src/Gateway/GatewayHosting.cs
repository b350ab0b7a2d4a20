using Actors.Gateway.Chars;
using Actors.Gateway.Cluster;
using Actors.Gateway.Countries;
using Actors.Gateway.Harvests;
using Actors.Gateway.Health;
using Actors.Gateway.OpenApi;
using Actors.Gateway.Origins;
using Actors.Gateway.Page;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;
using Actors.Gateway.Telemetry;
using Actors.Gateway.Telnet;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>Composes a gateway: HTTP, WebSocket, SSE, TCP, the page. Used by this program and by <c>actors serve</c> alike.</summary>
public static class GatewayHosting
{
    private const string DefaultUrls = "http://localhost:8080";

    /// <summary>Everything but the connection to the cluster: expects an <c>IGrainFactory</c> from whoever composes.</summary>
    public static void AddActorsGateway(this WebApplicationBuilder builder)
    {
        if (IsUnbound(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrls);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<LimitsOptions>>(new KeyedValidator<LimitsOptions>("Limits", new LimitsOptionsValidator()));
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddApiDescription();
        services.AddSingleton<GatewayMetrics>().AddSingleton<ClusterPulse>()
            .AddSingleton<HarvestFeeds>()
            .AddSingleton<OriginLabels>().AddSingleton<CountryDemands>().AddSingleton<CountryDesk>()
            .AddSingleton<CharCache>().AddSingleton<CharLaneTurn>().AddSingleton<CharBatches>().AddSingleton<CharDesk>().AddSingleton<CharHandlers>()
            .AddSingleton<OriginPolicy>().AddSingleton<SocketContext>().AddSingleton<SocketSessions>()
            .AddTelnet();
    }

    /// <summary>Connects to the cluster as an external client (a gateway process; not in a process that is a silo).</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder) => ClusterClientHosting.AddClusterClient(builder);

    /// <summary>OpenTelemetry by configuration, as in the silo.</summary>
    public static void AddGatewayTelemetry(this WebApplicationBuilder builder) => GatewayTelemetry.Add(builder);

    /// <summary>Middleware and routes.</summary>
    public static void MapActorsGateway(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<RequestRules>();
        app.UseWebSockets();
        app.MapHarvests();
        app.MapCountries();
        app.MapChars();
        app.MapOrigins();
        app.MapSockets();
        app.MapHealth();
        app.MapPage();
        app.MapOpenApi().WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
        GatewayTelemetry.Map(app);
    }

    private static bool IsUnbound(ConfigurationManager configuration) =>
        string.IsNullOrEmpty(configuration["urls"]) && string.IsNullOrEmpty(configuration["http_ports"])
        && string.IsNullOrEmpty(configuration["https_ports"]) && !configuration.GetSection("Kestrel:Endpoints").Exists();
}
