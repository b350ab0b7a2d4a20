using System.Net;
using System.Net.Sockets;

namespace Actors.Grains.Origins;

/// <summary>
/// Which addresses may be connected to. Checked after the name was resolved, on the address that is then used (no DNS rebinding).
/// </summary>
internal static class AddressPolicy
{
    /// <summary>Link-local (169.254/16, fe80::/10): cloud metadata services live there; refused always.</summary>
    public static bool IsLinkLocal(IPAddress address) =>
        Plain(address) is var plain && plain.AddressFamily == AddressFamily.InterNetwork
            ? plain.GetAddressBytes() is [169, 254, ..]
            : plain.IsIPv6LinkLocal;

    /// <summary>Loopback, private, shared (CGNAT), unspecified, multicast and reserved ranges: refused unless allowed.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var plain = Plain(address);
        if (IPAddress.IsLoopback(plain))
        {
            return true;
        }

        return plain.AddressFamily == AddressFamily.InterNetwork
            ? plain.GetAddressBytes() is [0 or 10 or 127 or >= 224, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [192, 0, 0, _]
                or [100, >= 64 and <= 127, ..] or [198, 18 or 19, ..]
            : plain.IsIPv6UniqueLocal || plain.IsIPv6SiteLocal || plain.IsIPv6Multicast || plain.Equals(IPAddress.IPv6Any);
    }

    /// <summary>The IPv4 address inside of an IPv6 one: mapped, compatible, NAT64 (RFC 6052) or 6to4 (RFC 3056).</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, ..] or [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, ..] =>
                new IPAddress(bytes.AsSpan(12)),
            // Not :: and ::1.
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, not 0, ..] => new IPAddress(bytes.AsSpan(12)),
            [0x20, 0x02, ..] => new IPAddress(bytes.AsSpan(2, 4)),
            _ => address,
        };
    }
}
