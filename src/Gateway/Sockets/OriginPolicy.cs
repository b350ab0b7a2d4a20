using Microsoft.Extensions.Options;

namespace Actors.Gateway.Sockets;

/// <summary>Which web pages may use this gateway: its own, and those of <c>Limits:AllowedOrigins</c>.</summary>
internal sealed class OriginPolicy(IOptions<LimitsOptions> limits)
{
    private readonly HashSet<string> _allowed = new(limits.Value.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <summary>True also without an <c>Origin</c> header: whoever sends none is not a browser under another page's command.</summary>
    public bool Allows(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || origin is [{ } only] && (IsOwn(only, request) || _allowed.Contains(only) || _allowed.Contains("*"));
    }

    // The scheme is left out: behind a proxy that ends TLS, the page's is https and the one seen here http.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && request.Host.HasValue
        && string.Equals(page.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && (request.Host.Port is { } port ? page.Port == port : page.IsDefaultPort);
}
