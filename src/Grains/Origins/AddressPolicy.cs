using System.Net;
using System.Net.Sockets;

namespace Actors.Grains.Origins;

/// <summary>Which addresses may be connected to. Checked after the name was resolved, on the address that is then used (no DNS rebinding).</summary>
internal static class AddressPolicy
{
    /// <summary>Link-local (169.254/16, fe80::/10): cloud metadata services live there; refused always.</summary>
    public static bool IsLinkLocal(IPAddress address) =>
        Unmapped(address) is var plain && plain.AddressFamily == AddressFamily.InterNetwork
            ? plain.GetAddressBytes() is [169, 254, ..]
            : plain.IsIPv6LinkLocal;

    /// <summary>Loopback, private, shared (CGNAT), unspecified, multicast and reserved ranges: refused unless the origin allows them.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var plain = Unmapped(address);
        if (IPAddress.IsLoopback(plain))
        {
            return true;
        }

        return plain.AddressFamily == AddressFamily.InterNetwork
            ? plain.GetAddressBytes() is [0 or 10 or 127 or >= 224, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..]
            : plain.IsIPv6UniqueLocal || plain.IsIPv6SiteLocal || plain.IsIPv6Multicast || plain.Equals(IPAddress.IPv6Any);
    }

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
