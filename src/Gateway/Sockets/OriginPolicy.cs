using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Sockets;

/// <summary>Which web pages may use this gateway: its own, and those of <c>Limits:AllowedOrigins</c>.</summary>
internal sealed class OriginPolicy
{
    private readonly HashSet<string> _allowed;
    private readonly HashSet<string> _names;
    private readonly Lazy<bool> _isForThisMachine;

    public OriginPolicy(IOptions<LimitsOptions> limits, IServer server, IConfiguration configuration)
    {
        _allowed = new(limits.Value.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
        var hosts = _allowed.Where(origin => origin != "*").Select(origin => new Uri(origin).Host);
        _names = new(hosts, StringComparer.OrdinalIgnoreCase) { "localhost" };
        // With a proxy in front, its names are not known here. Where the server listens is known when it has started, thus when
        // the first request is here.
        var hasProxy = limits.Value.TrustedProxies.Count > 0;
        _isForThisMachine = new(() => !hasProxy && HasAnyName(configuration["AllowedHosts"]) && ListensOnLoopbackOnly(server));
    }

    /// <summary>True also without an <c>Origin</c> header: whoever sends none is not a browser under another page's command.</summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (origin is [{ } only]
                && ((IsOwn(only, request) && IsOurName(request.Host.Host)) || _allowed.Contains(only) || _allowed.Contains("*")));
    }

    // The scheme is left out: behind a proxy that ends TLS, the page's is https and the one seen here http.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && request.Host.HasValue
        && string.Equals(page.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? page.Port == port : page.IsDefaultPort);

    // DNS rebinding: a page of evil.example, whose name resolves to 127.0.0.1 the second time it is asked for, would speak to
    // this machine from inside, and its Origin would be equal to its Host. It cannot choose an address for a name, nor what
    // localhost is. Beyond loopback nobody but the operator knows the right names, and says them in AllowedHosts.
    private bool IsOurName(string host) =>
        !_isForThisMachine.Value || _names.Contains(host) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool HasAnyName(string? allowedHosts) =>
        string.IsNullOrWhiteSpace(allowedHosts) || allowedHosts.Split(';', StringSplitOptions.TrimEntries).Contains("*");

    private static bool ListensOnLoopbackOnly(IServer server)
    {
        // Nobody comes to a Unix socket by a name of DNS.
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(BindingAddress.Parse).Where(address => !address.IsUnixPipe).ToArray();
        return addresses is { Length: > 0 } && Array.TrueForAll(addresses, address => IsLoopback(address.Host));
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
