using Actors.Origin.Control;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Origin;

internal static class OriginServiceCollectionExtensions
{
    /// <summary>Kestrel on the four ports.</summary>
    public static IServiceCollection AddListeners(this IServiceCollection services, OriginOptions options)
    {
        services.AddSingleton(options);
        services.AddOptions<KestrelServerOptions>().Configure<OriginOptions, IServiceProvider>(OriginListeners.Listen);
        services.AddOptions<SocketTransportOptions>().Configure<OriginOptions>(OriginListeners.NamePortsInErrors);
        return services;
    }

    /// <summary>What answers on them. A new mode is one more line here, and a listener or a path that leads to it.</summary>
    public static IServiceCollection AddModes(this IServiceCollection services)
    {
        services.AddSingleton<OriginFiles>();
        services.AddMode<LocalMode>().AddMode<DelayMode>().AddMode<ErrorMode>();
        services.AddSingleton(provider => new ExchangeLog(
            provider.GetRequiredService<TimeProvider>(), provider.GetServices<IMode>().Select(mode => mode.Name)));
        return services;
    }

    /// <summary>Counters and events.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services) => services.AddSingleton<ControlEndpoint>();

    private static IServiceCollection AddMode<TMode>(this IServiceCollection services) where TMode : class, IMode =>
        services.AddSingleton<TMode>().AddSingleton<IMode>(provider => provider.GetRequiredService<TMode>());
}
