using Actors.Gateway.AsyncApi;
using Actors.Gateway.Auth;
using Actors.Gateway.Chars;
using Actors.Gateway.Cluster;
using Actors.Gateway.Countries;
using Actors.Gateway.Dashboard;
using Actors.Gateway.Feeds;
using Actors.Gateway.Harvests;
using Actors.Gateway.Health;
using Actors.Gateway.OpenApi;
using Actors.Gateway.Origins;
using Actors.Gateway.Page;
using Actors.Gateway.Problems;
using Actors.Gateway.Requests;
using Actors.Gateway.Sockets;
using Actors.Gateway.Telemetry;
using Actors.Gateway.Telnet;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
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
        services.AddSingleton<IValidateOptions<LimitsOptions>>(provider => new KeyedValidator<LimitsOptions>(
            provider.GetRequiredService<IConfiguration>().GetSection("Limits"), new LimitsOptionsValidator()));
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsListsValidator>();
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>, ApiKeys>(RequestRate.Configure);
        services.AddRateLimiter().AddCors().AddKeys();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddApiDescription();
        services.AddSingleton<GatewayMetrics>().AddSingleton<ClusterPulse>()
            .AddSingleton<HarvestFeeds>().AddSingleton<OriginsFeed>().AddSingleton<ClusterFeed>()
            .AddSingleton<FeedDesk>().AddSingleton<OriginLabels>().AddSingleton<CountryDemands>().AddSingleton<CountryDesk>()
            .AddSingleton<CharCache>().AddSingleton<CharLaneTurn>().AddSingleton<CharBatches>().AddSingleton<CharDesk>().AddSingleton<CharHandlers>()
            .AddSingleton<OriginPolicy>().AddSingleton<SocketContext>().AddSingleton<SocketCaps>().AddSingleton<SocketSessions>()
            .AddHostedService<SocketDrain>().AddHostedService<GatewayReporter>()
            .AddTelnet();
    }

    /// <summary>Connects to the cluster as an external client (a gateway process; not in a process that is a silo).</summary>
    public static void AddClusterClient(this WebApplicationBuilder builder) => ClusterClientHosting.AddClusterClient(builder);

    /// <summary>OpenTelemetry by configuration, as in the silo.</summary>
    public static void AddGatewayTelemetry(this WebApplicationBuilder builder) => GatewayTelemetry.Add(builder);

    /// <summary>Middleware and routes.</summary>
    public static void MapActorsGateway(this WebApplication app)
    {
        UseMiddleware(app);
        var routes = app.MapGroup("");
        ((IEndpointConventionBuilder)routes).Finally(RouteTraits.Add);
        routes.MapHarvests();
        routes.MapCountries();
        routes.MapChars();
        routes.MapOrigins();
        routes.MapFeeds();
        routes.MapCluster();
        routes.MapSockets();
        routes.MapHealth();
        routes.MapPage();
        routes.MapAsyncApi();
        routes.MapDashboard(app.Configuration);
        routes.MapOpenApi().WithMetadata(new HttpMethodMetadata(["GET", "HEAD"]));
        GatewayTelemetry.Map(app);
    }

    // From what costs least to refuse to what costs most; what is not configured is not there at all.
    private static void UseMiddleware(WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value;
        if (limits.TrustedProxies.Count > 0)
            app.UseForwardedHeaders(TrustedProxies.Options(limits.TrustedProxies));
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
        app.UseMiddleware<SecurityHeaders>();
        if (limits.AllowedOrigins.Count > 0)
            app.UseCors(policy => WebOrigin.Allow(policy, limits.AllowedOrigins));
        if (limits.RequestsPerSecond > 0)
            app.UseRateLimiter();
        app.UseMiddleware<KeyRules>();
        app.UseMiddleware<RequestRules>();
        app.UseMiddleware<RequestTime>();
        app.UseMiddleware<WaitForCluster>();
        app.UseWebSockets();
    }

    /// <summary>The addresses that a gateway of this configuration listens on, as Kestrel would read them.</summary>
    internal static string Urls(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).FirstOrDefault(url => url is not null)
        ?? (configuration["urls"] is { Length: > 0 } urls ? urls
            : configuration["http_ports"] is { Length: > 0 } ports ? $"http://*:{ports.Split(';')[0]}"
            : configuration["https_ports"] is { Length: > 0 } secure ? $"https://*:{secure.Split(';')[0]}" : DefaultUrls);

    private static bool IsUnbound(ConfigurationManager configuration) =>
        string.IsNullOrEmpty(configuration["urls"]) && string.IsNullOrEmpty(configuration["http_ports"])
        && string.IsNullOrEmpty(configuration["https_ports"]) && !configuration.GetSection("Kestrel:Endpoints").Exists();
}
