using Actors.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors.Grains.Chars;

public static class CharServiceCollectionExtensions
{
    public static IServiceCollection AddChars(this IServiceCollection services)
    {
        services.TryAddSingleton<CharIndexLoader>(CharIndex.Load);
        services.AddSingleton<CharIndexSource>();
        services.AddHostedService(provider => provider.GetRequiredService<CharIndexSource>());
        return services;
    }
}
