using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo;

/// <summary>Where a silo listens: section <c>Orleans:Endpoints</c>.</summary>
/// <param name="Address">
/// What other silos and gateways connect to; <c>auto</c> = what this machine's own host name resolves to, as in a container. Default 127.0.0.1.
/// </param>
/// <param name="SiloPort">For silos. Default 11111.</param>
/// <param name="GatewayPort">For gateways; 0 = none. Default 30000.</param>
public sealed record SiloEndpoints(IPAddress Address, int SiloPort, int GatewayPort)
{
    private const string Section = "Orleans:Endpoints";
    private const string AddressKey = "AdvertisedIPAddress";
    private const string Auto = "auto";

    /// <exception cref="OptionsValidationException">A value is no address or no port; the message names the key.</exception>
    public static SiloEndpoints Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var address = IPAddress.Loopback;
        if (section[AddressKey] is { Length: > 0 } text && !IPAddress.TryParse(text, out address))
        {
            throw Invalid(AddressKey, $"an IP address, or {Auto}");
        }

        return new SiloEndpoints(address, Port(section, "SiloPort", 11111, lowest: 1), Port(section, "GatewayPort", 30000, lowest: 0));
    }

    /// <summary>Puts an address in the place of <c>auto</c>. Before Orleans, which reads the section too and knows addresses only.</summary>
    /// <exception cref="OptionsValidationException">This machine's name does not lead to an address that others can reach.</exception>
    public static void Settle(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (string.Equals(section[AddressKey], Auto, StringComparison.OrdinalIgnoreCase))
        {
            section[AddressKey] = Own().ToString();
        }
    }

    /// <summary>
    /// Looks whether the ports are free. Orleans binds them so that several processes can share one: two silos on the same
    /// port would both start, and then answer each other's callers.
    /// </summary>
    /// <exception cref="PortInUseException">One is taken; the message names its key.</exception>
    public void Claim()
    {
        Claim("SiloPort", SiloPort);
        if (GatewayPort != 0)
        {
            Claim("GatewayPort", GatewayPort);
        }
    }

    private static IPAddress Own()
    {
        var name = Dns.GetHostName();
        try
        {
            // IPv4 first: what a container network gives for sure.
            var all = Dns.GetHostAddresses(name).OrderBy(one => one.AddressFamily == AddressFamily.InterNetwork ? 0 : 1);
            return all.FirstOrDefault(one => !IPAddress.IsLoopback(one)) ?? throw Invalid(AddressKey, $"an IP address: '{name}' is known here as loopback only");
        }
        catch (SocketException)
        {
            throw Invalid(AddressKey, $"an IP address: this machine's name '{name}' does not resolve");
        }
    }

    private void Claim(string key, int port)
    {
        using var listener = new TcpListener(Address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException($"{Section}:{key}", port, error);
        }
        catch (SocketException)
        {
            // An address that is not this machine's own: the silo's start says so better.
        }
    }

    private static int Port(IConfigurationSection section, string key, int standard, int lowest) =>
        section[key] is not { Length: > 0 } text ? standard
        : int.TryParse(text, out var port) && port >= lowest && port <= IPEndPoint.MaxPort ? port
        : throw Invalid(key, $"a port from {lowest} to {IPEndPoint.MaxPort}");

    private static OptionsValidationException Invalid(string key, string what) =>
        new(Section, typeof(SiloEndpoints), [$"{Section}:{key} must be {what}."]);
}
