using System.Net;
using System.Net.Sockets;
using Actors.Origin.Control;
using Actors.Origin.Countries;
using Actors.Origin.Exchanges;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Origin;

/// <summary>Which port is answered by whom, and what Kestrel allows there.</summary>
internal static class OriginListeners
{
    // More than any harvest opens, and well below what a process may have open.
    private const int MaxConnections = 8_000;
    private const long MaxRequestBytes = 64 * 1024;

    public static void Listen(KestrelServerOptions kestrel, OriginOptions options, IServiceProvider services)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;

        RequestDelegate[] answers =
        [
            AnswerOf<LocalMode>(services), AnswerOf<DelayMode>(services), AnswerOf<ErrorMode>(services),
            services.GetRequiredService<ControlEndpoint>().Handle,
        ];
        var hello = services.GetRequiredService<TlsHello>();
        foreach (var ((key, port), answer) in options.Ports.ByKey.Zip(answers))
            new OriginListener(key, port, answer, answer == answers[^1] ? hello : null).AddTo(kestrel, options.Public);
    }

    /// <summary>Here the socket's own error is at hand, before Kestrel has turned it into a sentence without our key.</summary>
    public static void NamePortsInErrors(SocketTransportOptions sockets, OriginOptions options) =>
        sockets.CreateBoundListenSocket = endpoint =>
        {
            try
            {
                return SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                var port = ((IPEndPoint)endpoint).Port;
                var key = options.Ports.ByKey.First(entry => entry.Port == port).Key;
                var reason = refused.SocketErrorCode == SocketError.AccessDenied ? "may not be used by this user" : "is in use by another program";
                throw new OriginPortException(key, port, reason, refused);
            }
        };

    private static RequestDelegate AnswerOf<TMode>(IServiceProvider services) where TMode : IMode => new ModeEndpoint(
        services.GetRequiredService<TMode>(),
        services.GetRequiredService<ExchangeRunner>(),
        services.GetRequiredService<OriginFiles>(),
        services.GetRequiredService<OriginOptions>()).Handle;
}
