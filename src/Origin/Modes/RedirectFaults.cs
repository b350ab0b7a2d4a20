using System.Text;
using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Origin.Modes;

/// <summary>302 to where nobody should go.</summary>
internal sealed class RedirectFaults : IFaultFamily
{
    private const int UsualHops = 30;

    public IEnumerable<IMode> Faults =>
    [
        new Fault("redirloop", exchange => To(exchange, exchange.Http.Request.GetEncodedPathAndQuery())),
        new Fault("redirchain", Chain),
        new Fault("redirlocal", exchange => To(exchange, $"{Local(exchange)}{exchange.Http.Request.Path.Value![1..]}")),
        new Fault("redirpriv", exchange => To(exchange, "http://169.254.169.254/latest/meta-data/")),
        new Fault("redirscheme", exchange => To(exchange, "file:///etc/passwd")),
        new Fault("redirnone", exchange => To(exchange, location: null)),
        new Fault("redirbad", exchange => To(exchange, "http://[")),
    ];

    private static Task To(Exchange exchange, string? location)
    {
        exchange.Http.Response.Headers.Location = location;
        return exchange.Refuse(StatusCodes.Status302Found);
    }

    private static Task Chain(Exchange exchange)
    {
        var left = exchange.Asked.N ?? UsualHops;
        if (left == 0)
            return exchange.Serve();

        var request = exchange.Http.Request;
        StringBuilder query = new($"?n={left - 1}");
        foreach (var (name, value) in request.Query.Where(pair => pair.Key != "n"))
            query.Append($"&{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value.ToString())}");
        return To(exchange, UriHelper.BuildRelative(request.PathBase, request.Path) + query);
    }

    /// <summary>Asked for late: while the modes are made, the server is not yet.</summary>
    private static Uri Local(Exchange exchange) =>
        OriginServer.AddressesOf(exchange.Http.RequestServices.GetRequiredService<IServer>()).Local;
}
