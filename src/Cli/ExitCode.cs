namespace Actors.Cli;

/// <summary>Exit statuses, as documented for users: part of the public surface.</summary>
internal static class ExitCode
{
    /// <summary>Everything ok or not found.</summary>
    public const int Ok = 0;

    /// <summary>Something failed or could not be saved.</summary>
    public const int Failed = 1;

    /// <summary>Usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>A node cannot be started or reached.</summary>
    public const int NoNode = 3;

    /// <summary>Ctrl-C: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
