using Actors.Origin;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

const int BadConfiguration = 2;
const int CannotStart = 3;

try
{
    var configuration = WebApplication.CreateBuilder(args).Configuration;
    await using var origin = OriginServer.Build(configuration, builder => OnItsOwn(builder, configuration));
    await origin.RunAsync();
    return 0;
}
catch (Exception error) when (error is OptionsValidationException or InvalidDataException or FormatException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return BadConfiguration;
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return CannotStart;
}

// A process of its own has signals and a console of its own. The host's log of a failed start is its stack trace; the line above says it.
static void OnItsOwn(WebApplicationBuilder builder, IConfiguration configuration)
{
    builder.Host.UseConsoleLifetime();
    builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    builder.Logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole();
}
