using Microsoft.Extensions.DependencyInjection;

namespace Actors.Grains.Harvests;

public static class HarvestServiceCollectionExtensions
{
    public static IServiceCollection AddHarvests(this IServiceCollection services)
    {
        services.AddSection<HarvestOptions, HarvestOptionsValidator>("Harvests");
        services.AddSingleton<ExchangeTimes>();
        services.AddSingleton<RunningHarvests>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LedgerWaker>();
        return services;
    }
}
