using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Actors.Gateway.Telnet;

/// <summary>Nobody can listen at <c>Telnet:Address</c> and <c>Telnet:Port</c> now.</summary>
public sealed class TelnetAddressException : IOException
{
    private TelnetAddressException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <param name="endpoint">Where it was to listen.</param>
    /// <param name="cause">What the system or Kestrel said.</param>
    public static TelnetAddressException From(IPEndPoint endpoint, Exception cause) => new(
        cause is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || cause.InnerException is AddressInUseException
            ? $"Telnet:Port: port {endpoint.Port} of {endpoint.Address} is in use, perhaps by another node; 0 switches it off."
            : $"Telnet:Address, Telnet:Port: {endpoint} cannot be listened at: {cause.Message.TrimEnd('.')}.",
        cause);
}
