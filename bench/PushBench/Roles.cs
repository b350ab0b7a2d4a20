using Actors.PushBench.Load;
using Actors.PushBench.Servers;

namespace Actors.PushBench;

/// <summary>This program as a child of itself.</summary>
internal static class Roles
{
    public const string Program = "Actors.PushBench";
    public const string Argument = "--role";
    public const string Load = "load";
    public const string Kestrel = "kestrel";
    public const string SignalR = "signalr";

    public static Task Run(string role, Uri address) => role switch
    {
        Load => LoadServer.Run(address),
        Kestrel => BareServer.Run(address),
        SignalR => SignalRServer.Run(address),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
    };
}
