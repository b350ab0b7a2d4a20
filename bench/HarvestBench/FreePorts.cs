using System.Net;
using System.Net.Sockets;

namespace Actors.HarvestBench;

/// <summary>Ports of loopback that nobody listens on now, below the range of outgoing connections.</summary>
internal static class FreePorts
{
    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(10_000, 30_000);
            if (CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port))) ports.Add(port);
        }

        return [.. ports];
    }

    private static bool CanBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
