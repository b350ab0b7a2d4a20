using System.Net;
using System.Net.Sockets;

namespace Actors.Gateway;

/// <summary>
/// Looks whether the gateway's ports are free before anything starts. Found out later it would be found out too late: in a
/// node when the silo runs already, in a gateway process only once the cluster answers.
/// </summary>
public static class ListeningPorts
{
    /// <exception cref="UrlInUseException">One is taken.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            // 0 means any free port; what is out of range is the listener's to refuse.
            if (address.Port is > 0 and <= IPEndPoint.MaxPort && !CanBind(Host(address.Host), address.Port))
                throw new UrlInUseException(url, address.Port);
        }
    }

    private static IPAddress Host(string host) =>
        host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var address) ? address : IPAddress.Any;

    private static bool CanBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
