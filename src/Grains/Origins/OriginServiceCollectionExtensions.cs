using Microsoft.Extensions.DependencyInjection;

namespace Actors.Grains.Origins;

public static class OriginServiceCollectionExtensions
{
    public static IServiceCollection AddOrigins(this IServiceCollection services)
    {
        services.AddSingleton<OriginCatalog>();
        services.AddSingleton<OriginConnections>();
        services.AddSingleton<HttpOrigin>();
        services.AddHostedService<OriginCatalogCheck>();
        return services;
    }
}
