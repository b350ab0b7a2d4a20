using Actors.Grains.Membership;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Grains.Throttles;

public static class ThrottleServiceCollectionExtensions
{
    /// <param name="directoryIsOurs">True on the embedded store, whose lock proves that no other process holds permits.</param>
    public static IServiceCollection AddThrottles(this IServiceCollection services, bool directoryIsOurs)
    {
        services.AddSingleton(provider => new QuietStart(directoryIsOurs, provider.GetRequiredService<ClusterStanding>()));
        services.AddSingleton<PermitHolder>();
        services.AddHostedService(provider => provider.GetRequiredService<PermitHolder>());
        return services;
    }
}
