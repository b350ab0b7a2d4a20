using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>
/// Looks whether the gateway's ports are free before anything starts. Found out later it would be found out too late: in a
/// node when the silo runs already, in a gateway process only once the cluster answers.
/// </summary>
public static class ListeningPorts
{
    /// <exception cref="OptionsValidationException">One is no address to listen on.</exception>
    /// <exception cref="UrlInUseException">One is taken.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            // 0 means any free port.
            if (address.Port > 0 && !CanBind(Host(address.Host), address.Port))
                throw new UrlInUseException(url, address.Port);
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= IPEndPoint.MaxPort } address)
                return address;
        }
        catch (FormatException)
        {
            // Refused below, by its key.
        }

        throw new OptionsValidationException(
            "Urls", typeof(string), [$"Urls: '{url}' is no http or https address with a port from 0 to {IPEndPoint.MaxPort}."]);
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
