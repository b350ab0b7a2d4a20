using System.Globalization;
using System.Net.Http.Headers;

namespace Actors.Grains.Origins;

/// <summary>
/// How long a response may be used without asking again, as it says itself (RFC 9111 §4.2, RFC 5861). No heuristics: what is
/// not stated is configured (<c>FreshFor</c>). The store is one operator's, so <c>private</c> and <c>s-maxage</c> change nothing.
/// </summary>
/// <param name="Lifetime">From when the origin made or confirmed the response; zero = stale at once.</param>
/// <param name="StaleWhileRevalidate">So long after that readers get the stored copy at once, while it is refreshed.</param>
/// <param name="StaleIfError">So long after that readers get the stored copy at once, once a refresh has failed.</param>
/// <param name="IsReusable">
/// False for <c>no-store</c>, and for what varies by a request header that may differ: kept, because it is what a harvest was
/// asked for and must be there to be downloaded, but never fresh, and always fetched anew, without validators.
/// </param>
[GenerateSerializer, Immutable, Alias("actors.freshness")]
internal sealed record Freshness(
    [property: Id(0)] TimeSpan Lifetime, [property: Id(1)] TimeSpan StaleWhileRevalidate, [property: Id(2)] TimeSpan StaleIfError,
    [property: Id(3)] bool IsReusable)
{
    /// <summary>How long a 404 counts that does not say so itself, if <c>FreshFor</c> is not shorter.</summary>
    public static readonly TimeSpan OfAbsence = TimeSpan.FromMinutes(10);

    /// <summary>"For ever" is said as a number or a date that no arithmetic survives.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Request headers that every exchange of an origin sends alike, or never sends.</summary>
    private static readonly HashSet<string> Alike = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Origin", "Referer", "User-Agent",
    };

    private static Freshness Never { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, IsReusable: false);

    public static Freshness Of(HttpResponseMessage response, DateTimeOffset now, Upstream origin)
    {
        var directives = Directives(response);
        if (directives.ContainsKey("no-store") || Varies(response, origin))
        {
            return Never;
        }

        var isFirm = directives.ContainsKey("no-cache") || directives.ContainsKey("must-revalidate");
        return new Freshness(
            directives.ContainsKey("no-cache") ? TimeSpan.Zero : Stated(directives, response, now) ?? origin.FreshFor,
            isFirm ? TimeSpan.Zero : Stretch("stale-while-revalidate"),
            isFirm ? TimeSpan.Zero : Stretch("stale-if-error"),
            IsReusable: true);

        TimeSpan Stretch(string directive) => Seconds(directives.GetValueOrDefault(directive)) ?? TimeSpan.Zero;
    }

    /// <summary>After a 304: what it states replaces what was stated before, the rest stays (RFC 9111 §4.3.4).</summary>
    public Freshness ConfirmedBy(HttpResponseMessage response, DateTimeOffset now, Upstream origin) =>
        Says(response.Headers, "Cache-Control") || Says(response.Content.Headers, "Expires") || Says(response.Headers, "Vary")
            ? Of(response, now, origin)
            : this;

    /// <summary>How long a 404 or 410 counts (both are cacheable, RFC 9110 §15.1).</summary>
    public static TimeSpan LifetimeOfAbsence(HttpResponseMessage response, DateTimeOffset now, Upstream origin)
    {
        var unstated = origin.FreshFor < OfAbsence ? origin.FreshFor : OfAbsence;
        var lifetime = Of(response, now, origin with { FreshFor = unstated }).Lifetime - AgeOf(response);
        return lifetime > TimeSpan.Zero ? lifetime : TimeSpan.Zero;
    }

    /// <summary>How old the response was when it came (RFC 9111 §5.1). The origin's clock is not compared with ours.</summary>
    public static TimeSpan AgeOf(HttpResponseMessage response) => Seconds(Raw(response.Headers, "Age")) ?? TimeSpan.Zero;

    private static TimeSpan? Stated(Dictionary<string, string> directives, HttpResponseMessage response, DateTimeOffset now)
    {
        // A number or a date that is none means "already stale" (RFC 9111 §4.2.1, §5.3).
        if (directives.TryGetValue("max-age", out var age))
        {
            return Seconds(age) ?? TimeSpan.Zero;
        }

        if (!Says(response.Content.Headers, "Expires"))
        {
            return null;
        }

        var lifetime = response.Content.Headers.Expires - (response.Headers.Date ?? now) ?? TimeSpan.Zero;
        return lifetime < Longest ? lifetime : Longest;
    }

    private static bool Varies(HttpResponseMessage response, Upstream origin) =>
        Raw(response.Headers, "Vary") is { } fields
        && fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(field =>
            !Alike.Contains(field) && !origin.Headers.Any(header => header.Key.Equals(field, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Read by hand: .NET drops a whole header for one bad number in it, and <c>no-store</c> with it.</summary>
    private static Dictionary<string, string> Directives(HttpResponseMessage response)
    {
        var directives = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in (Raw(response.Headers, "Cache-Control") ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = directive.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? directive : directive[..equals].TrimEnd();
            directives.TryAdd(name, equals < 0 ? "" : directive[(equals + 1)..].Trim(' ', '"'));
        }

        return directives;
    }

    /// <summary>Null if it is no number; a number beyond all counting is the longest time (RFC 9111 §1.2.2).</summary>
    private static TimeSpan? Seconds(string? text) =>
        string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExceptInRange('0', '9') ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : Longest;

    private static bool Says(HttpHeaders headers, string name) => headers.NonValidated.Contains(name);

    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
