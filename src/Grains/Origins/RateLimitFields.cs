using System.Net.Http.Headers;
using Actors.Grains.Throttles;

namespace Actors.Grains.Origins;

/// <summary>
/// What a response says of its host's quota: the fields <c>RateLimit-Policy</c> and <c>RateLimit</c> of
/// draft-ietf-httpapi-ratelimit-headers-11. Advice: whatever is malformed is as good as absent.
/// </summary>
internal static class RateLimitFields
{
    /// <summary>Longest window that is taken seriously.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(366);

    /// <summary>
    /// The policy that has the smallest share left; where nothing is said of that, the one with the shortest window. Null if
    /// no policy counts requests over a stated time.
    /// </summary>
    public static Quota? Read(HttpHeadersNonValidated headers)
    {
        if (!headers.TryGetValues("RateLimit-Policy", out var stated) || StructuredList.Parse(stated.ToString()) is not { } policies)
        {
            return null;
        }

        var left = headers.TryGetValues("RateLimit", out var current) ? StructuredList.Parse(current.ToString()) : null;
        return policies.Select(policy => ToQuota(policy, left?.FirstOrDefault(item => item.Name == policy.Name))).OfType<Quota>()
            .OrderBy(quota => quota.Remaining is { } remaining ? (double)remaining / quota.Limit : double.MaxValue)
            .ThenBy(quota => quota.Window).FirstOrDefault();
    }

    private static Quota? ToQuota(StructuredItem policy, StructuredItem? left)
    {
        if (policy.Text("qu") is not (null or "requests") || policy.Integer("q") is not (> 0 and <= int.MaxValue and var limit)
            || policy.Integer("w") is not (> 0 and var seconds) || seconds > LongestWindow.TotalSeconds)
        {
            return null;
        }

        var remaining = left?.Integer("r") is >= 0 and <= int.MaxValue and var r ? (int)r : (int?)null;
        var reset = left?.Integer("t") is >= 0 and var t && t <= LongestWindow.TotalSeconds ? TimeSpan.FromSeconds(t) : (TimeSpan?)null;
        return new Quota((int)limit, TimeSpan.FromSeconds(seconds), remaining, reset);
    }
}
