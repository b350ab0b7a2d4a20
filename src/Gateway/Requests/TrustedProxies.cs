using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Actors.Gateway.Requests;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. From the last hop backwards, as long as the one who
/// added the next entry is trusted: what a client wrote there itself is never reached.
/// </summary>
internal static class TrustedProxies
{
    public static ForwardedHeadersOptions Options(IEnumerable<string> trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        // The framework would believe every process of this machine.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var text in trusted)
        {
            if (Parse(text) is { } network)
                options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    /// <summary>An address or a network (<c>10.0.0.0/8</c>); null for anything else.</summary>
    public static IPNetwork? Parse(string? text)
    {
        if (text is null)
            return null;
        if (IPNetwork.TryParse(text, out var network))
            return network;
        if (!IPAddress.TryParse(text, out var address))
            return null;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return new IPNetwork(address, 128);
        // The parser takes 10.1 for 10.0.0.1.
        return address.ToString() == text ? new IPNetwork(address, 32) : null;
    }
}
