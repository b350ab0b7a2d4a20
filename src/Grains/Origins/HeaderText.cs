using System.Collections.Immutable;
using System.Text;

namespace Actors.Grains.Origins;

/// <summary>
/// A configured request header: its value with <c>{env:NAME}</c> replaced, and whether it can be sent. Values are never shown.
/// </summary>
internal static class HeaderText
{
    /// <summary>Shorter texts are not looked for in messages: they would be found by chance.</summary>
    private const int LeastSecret = 4;

    private const string Open = "{env:";

    /// <summary>What the fetcher or the connection decides, and answers could not be understood without.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding", "Connection", "Content-Length", "Expect", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
        "If-Unmodified-Since", "Keep-Alive", "Proxy-Connection", "Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <summary>The value; what came from the environment is added to <paramref name="secrets"/>.</summary>
    /// <exception cref="FormatException">A variable is not set, or its placeholder is not closed.</exception>
    public static string Expand(string template, Func<string, string?> environment, List<string> secrets)
    {
        var text = new StringBuilder();
        var at = 0;
        for (int open; (open = template.IndexOf(Open, at, StringComparison.Ordinal)) >= 0;)
        {
            var close = template.IndexOf('}', open);
            var name = close < 0 ? "" : template[(open + Open.Length)..close];
            if (name.Length == 0)
            {
                throw new FormatException("{env:NAME} has no name or no end");
            }

            if (environment(name) is not { Length: > 0 } value)
            {
                throw new FormatException($"the environment variable {name} is not set");
            }

            secrets.Add(value);
            text.Append(template, at, open - at).Append(value);
            at = close + 1;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>What messages are searched for: the longest first, since one may be part of another.</summary>
    public static ImmutableArray<string> ToHide(IEnumerable<string> secrets) =>
        [.. secrets.Where(secret => secret.Length >= LeastSecret).Distinct().OrderByDescending(secret => secret.Length)];

    /// <summary>Why it cannot be sent; null if it can. Without the value.</summary>
    public static string? Complaint(string name, string? value)
    {
        using var probe = new HttpRequestMessage();
        return string.IsNullOrWhiteSpace(value) ? "has no value"
            : value.AsSpan().ContainsAny('\r', '\n') ? "has a line break in its value"
            : value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "has a character in its value that is not visible ASCII"
            : Reserved.Contains(name) ? "is a header that the fetcher sets itself"
            : probe.Headers.TryAddWithoutValidation(name, value) ? null
            : "is not a header that can be sent";
    }
}
