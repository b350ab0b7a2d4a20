using System.Net;
using System.Net.Sockets;

namespace Actors.Grains.Origins;

/// <summary>The one connection pool of a process. How many connections exist is decided by permits, not here.</summary>
internal sealed class OriginConnections(OriginCatalog catalog) : IDisposable
{
    /// <summary>Longest wait for a connection.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly Lazy<HttpMessageInvoker> _invoker = new(() => new HttpMessageInvoker(CreateHandler(catalog)));

    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.Value.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        if (_invoker.IsValueCreated)
        {
            _invoker.Value.Dispose();
        }
    }

    private static SocketsHttpHandler CreateHandler(OriginCatalog catalog) => new()
    {
        ConnectTimeout = ConnectTimeout,
        // Names are looked up only for new connections, so connections must not live for ever.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Redirects change the authority, and with it the throttle that must be asked.
        AllowAutoRedirect = false,
        // No state between countries, and a proxy would void the address check below.
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = 32,
        ConnectCallback = (context, cancellationToken) => Connect(catalog, context, cancellationToken),
    };

    private static async ValueTask<Stream> Connect(
        OriginCatalog catalog, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var mayBePrivate = catalog.AllowsPrivate(UrlTemplate.AuthorityOf(context.InitialRequestMessage.RequestUri!));
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.Any(address => AddressPolicy.IsLinkLocal(address) || (!mayBePrivate && AddressPolicy.IsPrivate(address))))
        {
            throw new BlockedAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new UnrepeatedStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
