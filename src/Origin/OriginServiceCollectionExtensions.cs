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

    /// <summary>What answers on them. A new family of faults is one more line here.</summary>
    public static IServiceCollection AddModes(this IServiceCollection services)
    {
        services.AddSingleton<OriginFiles>();
        services.AddMode<LocalMode>().AddMode<DelayMode>().AddMode<ErrorMode>();
        services.AddFaults<ThrottleFaults>().AddFaults<QuotaFaults>().AddFaults<StatusFaults>().AddFaults<TimingFaults>()
            .AddFaults<ConnectionFaults>().AddFaults<FramingFaults>().AddFaults<SizeFaults>().AddFaults<TypeFaults>()
            .AddFaults<EncodingFaults>().AddFaults<RedirectFaults>().AddFaults<JsonFaults>().AddFaults<TextFaults>()
            .AddFaults<ImageFaults>().AddFaults<CacheFaults>();
        services.AddSingleton<ModeCatalog>().AddSingleton<FaultQuery>().AddSingleton<FaultEndpoint>().AddSingleton<TlsHello>();
        services.AddSingleton(provider => new ExchangeLog(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ModeCatalog>().Names));
        services.AddSingleton<ExchangeRunner>();
        return services;
    }

    /// <summary>Counters and events.</summary>
    public static IServiceCollection AddControl(this IServiceCollection services) => services.AddSingleton<ControlEndpoint>();

    private static IServiceCollection AddFaults<TFamily>(this IServiceCollection services) where TFamily : class, IFaultFamily =>
        services.AddSingleton<IFaultFamily, TFamily>();

    private static IServiceCollection AddMode<TMode>(this IServiceCollection services) where TMode : class, IMode =>
        services.AddSingleton<TMode>().AddSingleton<IMode>(provider => provider.GetRequiredService<TMode>());
}
