using Microsoft.Extensions.Options;

namespace Actors.Gateway.Requests;

/// <summary>What browsers are told with every answer. The page and flags say more of their own.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IOptions<LimitsOptions> limits)
{
    /// <summary>An answer that is opened as a document does nothing, and nobody shows it in a frame.</summary>
    private const string ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly bool _hasGuests = limits.Value.AllowedOrigins.Count > 0;

    public Task InvokeAsync(HttpContext context)
    {
        Set(context.Response);
        // Flags are there to be shown, on other sites too. Everything else of another site comes by CORS or not at all.
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteTraits>() is { IsPicture: true })
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // Who may read an answer depends on who asked, of one in a cache as well (Fetch §3.3.5).
        if (_hasGuests)
            context.Response.Headers.Vary = "Origin";
        return next(context);
    }

    public static void Set(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
