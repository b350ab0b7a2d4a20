using Actors.Gateway.Telnet;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>How a gateway process ends: expected failures are a line on standard error and an exit status, not a stack trace.</summary>
internal static class GatewayProcess
{
    /// <summary>A key of the configuration cannot be used.</summary>
    public const int Configuration = 2;

    /// <summary>The process cannot start: its address is taken.</summary>
    public const int CannotStart = 3;

    /// <returns>0, <see cref="Configuration"/> or <see cref="CannotStart"/>.</returns>
    public static async Task<int> Run(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // Told to stop while it still waited for its cluster: an ordinary end.
            return 0;
        }
        catch (Exception exception) when (Explain(exception) is { } explained)
        {
            await Console.Error.WriteLineAsync(explained.Message);
            return explained.Status;
        }
    }

    private static (string Message, int Status)? Explain(Exception exception) => exception switch
    {
        OptionsValidationException invalid => (string.Join(Environment.NewLine, invalid.Failures), Configuration),
        // What the binder says of a value of the wrong type; it names the key.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unreadable => (unreadable.Message, Configuration),
        FormatException { Source: "Microsoft.AspNetCore.Http" or "Microsoft.AspNetCore.Server.Kestrel.Core" } url => ($"Urls: {url.Message}", Configuration),
        IOException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } taken => ($"{taken.Message} (Urls)", CannotStart),
        UrlInUseException taken => (taken.Message, CannotStart),
        TelnetAddressException unusable => (unusable.Message, CannotStart),
        // Services that start side by side fail together.
        AggregateException { InnerExceptions: var inner } => inner.Select(Explain).FirstOrDefault(explained => explained is not null),
        _ => null,
    };
}
