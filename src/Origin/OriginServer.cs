using Actors.Origin.Countries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Origin;

/// <summary>Composes the bundled practice origin. Used by this program and by <c>actors serve</c> alike.</summary>
public static class OriginServer
{
    /// <summary>
    /// A host that listens on the four <c>Origin:Ports</c> of loopback; the caller starts and stops it. Of the configuration it
    /// reads the section <c>Origin</c> and nothing else: no <c>Urls</c>, no logging. It takes no process signals and prints nothing,
    /// unless <paramref name="configure"/> says so. Starting it throws <see cref="OriginPortException"/> if a port is taken.
    /// </summary>
    /// <param name="configuration">Holds the <c>Origin</c> section.</param>
    /// <param name="configure">Last changes before it is built (logging, a clock).</param>
    /// <exception cref="OptionsValidationException">A key of the section is out of range or not what it should be.</exception>
    public static WebApplication Build(IConfiguration configuration, Action<WebApplicationBuilder>? configure = null)
    {
        var options = OriginConfiguration.Read(configuration);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Actors.Origin" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddListeners(options).AddModes().AddControl();
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);

        var app = builder.Build();
        app.Services.GetRequiredService<OriginFiles>();   // now, not while the first client waits
        app.Run(http => http.Features.GetRequiredFeature<OriginListener>().Answer(http));
        return app;
    }

    /// <summary>Where an origin that was built here and has started listens; with port 0 the only way to know.</summary>
    public static OriginAddresses Addresses(WebApplication app) => AddressesOf(app.Services.GetRequiredService<IServer>());

    internal static OriginAddresses AddressesOf(IServer server)
    {
        var bound = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return bound.Select(address => new Uri(address)).ToArray() is [var local, var delay, var error, var control]
            ? new OriginAddresses(local, delay, error, control)
            : throw new InvalidOperationException("The origin has not started.");
    }
}
