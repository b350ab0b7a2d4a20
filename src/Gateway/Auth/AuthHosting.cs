using Actors.Gateway.Dashboard;

namespace Actors.Gateway.Auth;

/// <summary>Registers the keys, checked at start.</summary>
internal static class AuthHosting
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().Configure<IConfiguration>((auth, configuration) => auth.Read(configuration))
            .Validate<IConfiguration>(
                (auth, configuration) => auth.Keys.Count > 0 || !DashboardHosting.IsEnabled(configuration),
                $"{DashboardHosting.Key} needs a key in Auth:Keys: the dashboard tells everything of the inside.")
            .ValidateOnStart();
        return services.AddSingleton<ApiKeys>();
    }
}
