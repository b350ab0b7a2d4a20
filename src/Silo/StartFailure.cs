using System.Net.Sockets;
using Actors.Silo.Store;
using Microsoft.Extensions.Options;

namespace Actors.Silo;

/// <summary>What stops a process from starting, as one line and an exit status instead of a stack trace.</summary>
public static class StartFailure
{
    /// <summary>A key of the configuration cannot be used.</summary>
    public const int Configuration = 2;

    /// <summary>The process cannot start: a port or the data directory is taken.</summary>
    public const int CannotStart = 3;

    /// <summary>Runs a program to its end; expected failures become a line on standard error.</summary>
    /// <returns>What the program left as the process's exit code (0), <see cref="Configuration"/> or <see cref="CannotStart"/>.</returns>
    public static async Task<int> Guard(Func<Task> program)
    {
        try
        {
            await program();
            return Environment.ExitCode;
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            await Console.Error.WriteLineAsync(explained.Message);
            return explained.ExitCode;
        }
    }

    /// <summary>The line and the status for an expected failure; null for a defect.</summary>
    public static (string Message, int ExitCode)? Explain(Exception error) => error switch
    {
        OptionsValidationException invalid => (string.Join(Environment.NewLine, invalid.Failures), Configuration),
        InvalidOperationException unreadable when unreadable.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            (unreadable.Message, Configuration),
        DataDirectoryException { IsHeld: true } held => (held.Message, CannotStart),
        DataDirectoryException unusable => (unusable.Message, Configuration),
        StoreException store => (store.Message, CannotStart),
        RedisUnusableException redis => (redis.Message, redis.IsOurFault ? Configuration : CannotStart),
        PortInUseException port => (port.Message, CannotStart),
        // Kestrel wraps it in an IOException that names the address, Orleans does not wrap it at all.
        IOException { InnerException: { } inner } io when Find(inner) is not null => ($"{io.Message} (Urls or Silo:Urls)", CannotStart),
        _ when Find(error) is { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied } socket =>
            ($"A port of Orleans:Endpoints (SiloPort, GatewayPort) cannot be used: {socket.Message}", CannotStart),
        _ when error.InnerException is { } inner => Explain(inner),
        _ => null,
    };

    private static SocketException? Find(Exception? error)
    {
        while (error is not (null or SocketException))
        {
            error = error.InnerException;
        }

        return (SocketException?)error;
    }
}
