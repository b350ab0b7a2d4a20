using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Actors.Cli.Nodes;

/// <summary>
/// Looks whether the gateway's ports are free before anything starts: one that cannot listen would be found out only when
/// the silo runs already. (Silo and origin check their ports themselves.)
/// </summary>
internal static class ListeningPorts
{
    /// <exception cref="CommandException">One is taken.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            Check("Urls", address.Port, Host(address.Host));
        }
    }

    private static void Check(string key, int port, IPAddress[] addresses)
    {
        // 0 means any free port, or none at all; what is out of range is the listener's to refuse.
        if (port is > 0 and <= IPEndPoint.MaxPort && !Array.TrueForAll(addresses, address => FreePorts.CanBind(address, port)))
            throw CommandException.NoNode($"The node cannot listen: {key}: port {port} is in use, perhaps by another node.");
    }

    private static IPAddress[] Host(string host)
    {
        if (host is "localhost")
            return [IPAddress.Loopback];
        return IPAddress.TryParse(host, out var address) ? [address] : [IPAddress.Any];
    }
}
