using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Harvests;

public static class HarvestServiceCollectionExtensions
{
    public static IServiceCollection AddHarvests(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<HarvestOptions>, HarvestOptionsValidator>();
        services.AddOptions<HarvestOptions>().BindConfiguration("Harvests").ValidateOnStart();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LedgerWaker>();
        return services;
    }
}
