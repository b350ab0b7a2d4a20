using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Actors.Grains.Countries;

public static class CountryServiceCollectionExtensions
{
    public static IServiceCollection AddCountries(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new Jitter(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton<HarvestReports>();
        services.AddSingleton<FlagBodies>();
        return services;
    }
}
