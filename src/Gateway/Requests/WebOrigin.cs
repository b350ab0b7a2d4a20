using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Actors.Gateway.Requests;

/// <summary>Web origins as <c>Limits:AllowedOrigins</c> has them, and what their pages may do from a browser (CORS).</summary>
internal static class WebOrigin
{
    /// <summary>Every page of the world.</summary>
    public const string Any = "*";

    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    /// <summary>
    /// True for <c>*</c> and for what browsers send as an Origin: scheme, host, and a port if it is not the scheme's own.
    /// Anything else would never be equal to one; <c>null</c> is what every sandboxed page sends.
    /// </summary>
    public static bool IsValid(string? text) => text == Any || (
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Host.Length > 0
        && text.All(char.IsAscii)
        && string.Equals(url.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
        && url.UserInfo.Length == 0);

    /// <summary>Never with credentials: there are no cookies here, and keys are in a header that scripts have to set.</summary>
    public static void Allow(CorsPolicyBuilder policy, IEnumerable<string> origins)
    {
        string[] allowed = [.. origins];
        if (allowed.Contains(Any))
            policy.AllowAnyOrigin();
        else
            policy.WithOrigins(allowed);
        policy.WithMethods("GET", "HEAD", "POST", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID")
            .WithExposedHeaders("ETag", "Link", "Location", "Retry-After")
            .SetPreflightMaxAge(PreflightAge);
    }
}
