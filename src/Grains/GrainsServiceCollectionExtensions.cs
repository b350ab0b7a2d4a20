using Actors.Grains.Chars;
using Actors.Grains.Countries;
using Actors.Grains.Feeds;
using Actors.Grains.Harvests;
using Actors.Grains.Membership;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors.Grains;

public static class GrainsServiceCollectionExtensions
{
    /// <summary>Everything that the grains need, but for the storage called <see cref="Storage.Name"/>.</summary>
    /// <param name="directoryIsOurs">True on the embedded store, whose lock proves that no other process holds permits.</param>
    public static IServiceCollection AddGrains(this IServiceCollection services, bool directoryIsOurs)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ClusterStanding(isShared: !directoryIsOurs, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<SiloReporter>();
        return services.AddOrigins().AddThrottles(directoryIsOurs).AddCountries().AddHarvests().AddChars().AddFeeds();
    }
}
