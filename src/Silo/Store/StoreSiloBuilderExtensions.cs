using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime.Hosting;

namespace Actors.Silo.Store;

/// <summary>Registers the embedded store as grain storage.</summary>
public static class StoreSiloBuilderExtensions
{
    /// <summary>
    /// Adds <paramref name="name"/> as grain storage kept in <paramref name="directory"/>. All names of a silo share one file, one
    /// writer and its commits; a record is told apart by service id, state name and grain id, not by the storage's name.
    /// </summary>
    /// <remarks>
    /// A file that cannot be used makes the silo's start throw <see cref="StoreException"/>. The directory stays the caller's:
    /// dispose it after the silo has stopped.
    /// </remarks>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, DataDirectory directory)
    {
        AddStore(builder.Services, new StoreSettings(directory.Path));
        builder.Services.AddGrainStorage(name, static (services, _) => ActivatorUtilities.CreateInstance<SqliteGrainStorage>(services));
        return builder;
    }

    private static void AddStore(IServiceCollection services, StoreSettings settings)
    {
        var known = services.FirstOrDefault(service => service.ServiceType == typeof(StoreSettings))?.ImplementationInstance as StoreSettings;
        if (known is not null)
        {
            if (known.File == settings.File) return;
            throw new InvalidOperationException($"A silo has one embedded store: '{known.File}' is registered already, not '{settings.File}'.");
        }

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<SqliteStore>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StoreLifecycle>();
    }
}
