using System.Net;
using System.Net.Sockets;

namespace Actors.System.Tests.Processes;

/// <summary>Ports of loopback that nobody listens on, and that no other test of this run was given.</summary>
internal static class FreePorts
{
    // Below the range from which the system takes ports for outgoing connections.
    private const int Lowest = 10_000;
    private const int Highest = 30_000;

    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Given)
        {
            for (var tries = 0; tries < 1000; tries++)
            {
                var port = Random.Shared.Next(Lowest, Highest);
                if (CanBind(IPAddress.Loopback, port) && CanBind(IPAddress.IPv6Loopback, port) && Given.Add(port))
                    return port;
            }
        }

        throw new InvalidOperationException("No free port was found on loopback.");
    }

    private static bool CanBind(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            // A machine without IPv6 has only one loopback address.
            return e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
