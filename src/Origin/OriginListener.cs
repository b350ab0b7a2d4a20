using System.Net;
using Actors.Origin.Modes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Actors.Origin;

/// <summary>
/// Who answers on a port. Travels as a feature of the connection, so that a request finds its mode without comparing port numbers,
/// which would not be known for port 0.
/// </summary>
/// <param name="Hello">Meets those who come with TLS; null = Kestrel refuses them.</param>
internal sealed record OriginListener(string Key, int Port, RequestDelegate Answer, TlsHello? Hello = null)
{
    /// <param name="isPublic">On every address, not on loopback only.</param>
    public void AddTo(KestrelServerOptions kestrel, bool isPublic)
    {
        if (isPublic)
            kestrel.ListenAnyIP(Port, Mark);
        else if (Port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, Mark);
        else
            kestrel.ListenLocalhost(Port, Mark);
    }

    private void Mark(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(this);
            return Hello is null ? next(connection) : Hello.Handle(connection, next);
        });
    }
}
