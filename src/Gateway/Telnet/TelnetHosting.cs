using System.Net;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Telnet;

/// <summary>Composes the character finder over TCP.</summary>
internal static class TelnetHosting
{
    private const string Section = "Telnet";

    public static IServiceCollection AddTelnet(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TelnetOptions>>(provider => new KeyedValidator<TelnetOptions>(
            provider.GetRequiredService<IConfiguration>().GetSection(Section), new TelnetOptionsValidator()));
        services.AddOptions<TelnetOptions>().BindConfiguration(Section).ValidateOnStart();
        return services.AddSingleton<TelnetContext>().AddSingleton<TelnetConnections>().AddHostedService<TelnetServer>();
    }

    /// <summary>Where it is going to listen; null if it is off, or the settings are not valid, which the start will say.</summary>
    public static IPEndPoint? EndPoint(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<TelnetOptions>() ?? new TelnetOptions();
        return new TelnetOptionsValidator().Validate(null, options).Succeeded ? options.EndPoint : null;
    }
}
