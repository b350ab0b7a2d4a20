using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Cluster;

/// <summary>Where the one silo of a cluster without Redis listens for gateways: <c>Orleans:Endpoints</c>, as the silo reads it.</summary>
internal static class SiloEndpoint
{
    private const string AddressKey = "Orleans:Endpoints:AdvertisedIPAddress";
    private const string PortKey = "Orleans:Endpoints:GatewayPort";

    /// <exception cref="OptionsValidationException">A key holds no address or no port.</exception>
    public static IPEndPoint From(IConfiguration configuration)
    {
        var address = configuration[AddressKey] is { Length: > 0 } text
            ? IPAddress.TryParse(text, out var parsed) ? parsed : throw Invalid(AddressKey, "an IP address")
            : IPAddress.Loopback;
        var port = configuration[PortKey] is { Length: > 0 } number
            ? int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= IPEndPoint.MaxPort
                ? given
                : throw Invalid(PortKey, "a port from 1 to 65535")
            : 30000;
        return new IPEndPoint(address, port);
    }

    private static OptionsValidationException Invalid(string key, string what) =>
        new(key, typeof(IPEndPoint), [$"{key} must be {what}."]);
}
