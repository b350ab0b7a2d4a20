using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Grains.Origins;

/// <summary>
/// The connections of a process. How many exist is decided by permits, not here. Two pools, so that a connection to a private
/// address, which one origin may use, is never another's.
/// </summary>
/// <param name="trust">Which certificates are good; null = those that the machine trusts.</param>
internal sealed class OriginConnections(TimeProvider time, X509ChainPolicy? trust = null) : IDisposable
{
    /// <summary>Longest wait for a connection, the look-up of the name included. A TLS handshake may take as long again.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly Lazy<HttpMessageInvoker> _public = new(() => Create(mayBePrivate: false, time, trust));
    private readonly Lazy<HttpMessageInvoker> _private = new(() => Create(mayBePrivate: true, time, trust));

    /// <param name="mayBePrivate">Loopback and private addresses are allowed for this request.</param>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, bool mayBePrivate, CancellationToken cancellationToken) =>
        (mayBePrivate ? _private : _public).Value.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        foreach (var pool in new[] { _public, _private }.Where(pool => pool.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    private static HttpMessageInvoker Create(bool mayBePrivate, TimeProvider time, X509ChainPolicy? trust) => new(new SocketsHttpHandler
    {
        // Of the connection and its TLS handshake together, on the machine's clock; ours below is the one that usually ends it.
        ConnectTimeout = ConnectTimeout * 2,
        // Names are looked up only for new connections, so connections must not live for ever.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Redirects change the authority, and with it the throttle that must be asked.
        AllowAutoRedirect = false,
        // Inflated by ourselves, with a bound on what comes in and on what comes out.
        AutomaticDecompression = DecompressionMethods.None,
        // No state between countries, and a proxy would void the address check below.
        UseCookies = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        // KiB.
        MaxResponseHeadersLength = 32,
        // The rest of a body that nobody reads is not worth more than a new connection.
        MaxResponseDrainSize = 64 * 1024,
        ConnectCallback = (context, cancellationToken) => Connect(mayBePrivate, time, context.DnsEndPoint, cancellationToken),
    });

    private static async ValueTask<Stream> Connect(
        bool mayBePrivate, TimeProvider time, DnsEndPoint target, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await Connect(mayBePrivate, target, either.Token);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The connection took too long.", error);
        }
    }

    private static async Task<Stream> Connect(bool mayBePrivate, DnsEndPoint target, CancellationToken token)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, token);
        var isLinkLocal = addresses.Any(AddressPolicy.IsLinkLocal);
        if (isLinkLocal || (!mayBePrivate && addresses.Any(AddressPolicy.IsPrivate)))
        {
            throw new BlockedAddressException(target.Host, target.Port, isLinkLocal);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To the addresses that were checked: the name may mean others by now.
            await socket.ConnectAsync(addresses, target.Port, token);
            return new UnrepeatedStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
