using Actors.Gateway.Auth;
using Orleans.Dashboard;

namespace Actors.Gateway.Dashboard;

/// <summary>
/// Orleans' own dashboard under <c>/dashboard</c>: off unless <c>Dashboard:Enabled</c>, in silos too, since it counts every call; and never
/// without a key, since it tells everything of the inside.
/// </summary>
internal static class DashboardHosting
{
    public const string Key = "Dashboard:Enabled";

    private const string Path = "/dashboard";

    /// <summary>Its page has scripts and styles in itself.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
        "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <exception cref="InvalidOperationException">The key holds neither true nor false.</exception>
    public static bool IsEnabled(IConfiguration configuration) => configuration.GetValue(Key, false);

    /// <summary>Without its stream of log lines, which would end with the time that a request may take.</summary>
    public static void Configure(DashboardOptions options) => options.HideTrace = true;

    public static void MapDashboard(this IEndpointRouteBuilder routes, IConfiguration configuration)
    {
        if (!IsEnabled(configuration))
            return;
        routes.MapOrleansDashboard(Path).WithMetadata(new NeedsKey()).ExcludeFromDescription()
            .AddEndpointFilter((context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                return next(context);
            });
    }
}
