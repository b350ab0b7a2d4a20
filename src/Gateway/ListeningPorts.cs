using System.Net;
using System.Net.Sockets;
using Actors.Gateway.Telnet;
using Microsoft.Extensions.Options;

namespace Actors.Gateway;

/// <summary>
/// Looks whether the gateway's ports are free before anything starts. Found out later it would be found out too late: in a
/// node when the silo runs already, in a gateway process only once the cluster answers.
/// </summary>
public static class ListeningPorts
{
    /// <exception cref="OptionsValidationException">One is no address to listen on.</exception>
    /// <exception cref="UrlInUseException">One of <c>Urls</c> is taken.</exception>
    /// <exception cref="TelnetAddressException"><c>Telnet:Port</c> is taken, or <c>Telnet:Address</c> is not of this machine.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            // 0 means any free port.
            if (address.Port > 0 && Probe(new IPEndPoint(Host(address.Host), address.Port)) is { SocketErrorCode: not SocketError.AddressNotAvailable })
                throw new UrlInUseException(url, address.Port);
        }

        if (TelnetHosting.EndPoint(configuration) is { } telnet && Probe(telnet) is { } error)
            throw TelnetAddressException.From(telnet, error);
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= IPEndPoint.MaxPort, PathBase: "" or "/" } address
                && IsHost(address.Host))
                return address;
        }
        catch (FormatException)
        {
            // Refused below, by its key.
        }

        throw new OptionsValidationException(
            "Urls", typeof(string), [$"Urls: '{url}' is no http or https address with a port from 0 to {IPEndPoint.MaxPort}."]);
    }

    // What the parser cannot read as a port it takes for a part of the host.
    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown;

    private static IPAddress Host(string host) =>
        host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var address) ? address : IPAddress.Any;

    /// <summary>What is wrong with the address; null if it can be listened at.</summary>
    private static SocketException? Probe(IPEndPoint endpoint)
    {
        using var listener = new TcpListener(endpoint);
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return exception;
        }
    }
}
