using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Telnet;

/// <summary>
/// Kestrel with one endpoint that speaks lines instead of HTTP. It is a server of its own: an endpoint listed in the code
/// of the gateway's Kestrel would make that one ignore <c>Urls</c>.
/// </summary>
internal sealed class TelnetListener : IAsyncDisposable
{
    /// <summary>A line and what came along with it; a client that sends more waits in its own send buffer.</summary>
    private const int ReadBuffer = 16 << 10;

    /// <summary>
    /// Small enough that a flush ends only when the system has taken every byte: then a time-out of the flush is one of the
    /// client, and no session holds more than the page it sends.
    /// </summary>
    private const int WriteBuffer = 2;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    private readonly KestrelServer _server;
    private readonly ListenOptions _listening;

    private TelnetListener(KestrelServer server, ListenOptions listening)
    {
        _server = server;
        _listening = listening;
    }

    /// <summary>Where it listens; the port is the real one where 0 was asked for.</summary>
    public IPEndPoint EndPoint => _listening.IPEndPoint!;

    /// <exception cref="TelnetAddressException">The address cannot be used.</exception>
    public static async Task<TelnetListener> Start(IPEndPoint endpoint, IServiceProvider services, CancellationToken cancellationToken)
    {
        var loggers = services.GetRequiredService<ILoggerFactory>();
        ListenOptions? listening = null;
        var kestrel = new KestrelServerOptions { ApplicationServices = services };
        kestrel.Listen(endpoint, listen =>
        {
            listening = listen;
            listen.UseConnectionHandler<TelnetConnections>();
        });
        var sockets = new SocketTransportOptions { MaxReadBufferSize = ReadBuffer, MaxWriteBufferSize = WriteBuffer };
        var server = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(sockets), loggers), loggers);
        try
        {
            await server.StartAsync(new NoHttp(), cancellationToken);
            return new TelnetListener(server, listening!);
        }
        catch (Exception exception)
        {
            server.Dispose();
            if (exception is IOException or SocketException)
                throw TelnetAddressException.From(endpoint, exception);
            throw;
        }
    }

    /// <summary>Takes no more connections, lets sessions end, and aborts those that do not.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience);
        await _server.StopAsync(patience.Token);
        _server.Dispose();
    }

    /// <summary>What Kestrel would serve on endpoints that speak HTTP, of which there is none.</summary>
    private sealed class NoHttp : IHttpApplication<object>
    {
        public object CreateContext(IFeatureCollection contextFeatures) => throw new NotSupportedException();

        public Task ProcessRequestAsync(object context) => throw new NotSupportedException();

        public void DisposeContext(object context, Exception? exception) => throw new NotSupportedException();
    }
}
