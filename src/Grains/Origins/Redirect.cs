namespace Actors.Grains.Origins;

/// <summary>Where a redirect may lead. Following it, and how often, is the caller's business.</summary>
internal static class Redirect
{
    /// <summary>Longest Location in characters.</summary>
    public const int MostCharacters = 8192;

    /// <summary>300 and 305 leave the choice to people and proxies; 304 is an answer of its own.</summary>
    public static bool Is(int status) => status is 301 or 302 or 303 or 307 or 308;

    public static ExchangeResult Read(Uri from, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)
            || values.Count != 1 || values.ToString() is not { } text
            || string.IsNullOrWhiteSpace(text) || text.Length > MostCharacters || !Uri.TryCreate(from, text.Trim(), out var location))
        {
            return Refused("redirect_invalid", "The origin redirects, but its Location is missing or cannot be read.");
        }

        if (location.Scheme != Uri.UriSchemeHttp && location.Scheme != Uri.UriSchemeHttps)
        {
            return Refused("redirect_scheme", "The origin redirects to something that is not http or https.");
        }

        if (location.UserInfo.Length > 0 || location.Host.Length == 0)
        {
            return Refused("redirect_invalid", "The origin redirects to a URL with user information, or without a host.");
        }

        return from.Scheme == Uri.UriSchemeHttps && location.Scheme == Uri.UriSchemeHttp
            ? Refused("redirect_downgrade", "The origin redirects from https to http.")
            : new ExchangeResult.Redirected(WithoutFragment(location), status);

        ExchangeResult.Failed Refused(string code, string message) => new(new FailureCause(code, "headers", message) { Status = status });
    }

    private static Uri WithoutFragment(Uri location) => location.Fragment.Length == 0
        ? location
        : new Uri(location.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
}
