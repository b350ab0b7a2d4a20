namespace Actors.Gateway.Page;

/// <summary>The headers of everything that browsers show of this server.</summary>
internal static class PageHeaders
{
    /// <summary>Scripts, styles and connections of this server only; nothing inline, no frames around it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'; form-action ";

    /// <param name="response">Gets the headers.</param>
    /// <param name="formTarget">Where a form may be sent: <c>'none'</c> or <c>'self'</c>.</param>
    public static void Set(HttpResponse response, string formTarget)
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy + formTarget;
        response.Headers.CacheControl = "no-cache";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
