using System.Net;
using System.Net.Sockets;

namespace Actors.Cli.Nodes;

/// <summary>Ports of loopback that nobody listens on now.</summary>
internal static class FreePorts
{
    // Below the range from which the system takes ports for outgoing connections, so that none of those takes it meanwhile.
    private const int Lowest = 10_000;
    private const int Highest = 30_000;
    private const int Tries = 1000;

    /// <exception cref="CommandException">There are none, which means that loopback itself is missing.</exception>
    public static IReadOnlyList<int> Take(int count)
    {
        var ports = new HashSet<int>();
        for (var tries = 0; ports.Count < count && tries < Tries; tries++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (!ports.Contains(port) && IsFree(port))
                ports.Add(port);
        }

        return ports.Count == count ? [.. ports] : throw CommandException.NoNode("No free ports were found on loopback.");
    }

    /// <summary>True if both loopback addresses can be bound (a machine without IPv6 counts its one).</summary>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    /// <summary>True if nobody listens on the port of that address, or the machine has no such address.</summary>
    public static bool CanBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
