using System.Threading.RateLimiting;
using Actors.Gateway.Auth;
using Actors.Gateway.Problems;
using Actors.Gateway.Sockets;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Requests;

/// <summary>
/// How many requests a second each client may send: a token bucket for each key, else for each address. The limiter drops
/// buckets that are full again and unused for some seconds, so there are only as many as there are busy clients.
/// </summary>
internal static class RequestRate
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static void Configure(RateLimiterOptions limiter, IOptions<LimitsOptions> limits, ApiKeys keys)
    {
        var (rate, burst) = (limits.Value.RequestsPerSecond, limits.Value.RequestBurst);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst > 0 ? burst : 2 * Math.Max(rate, 1),
            TokensPerPeriod = Math.Max(rate, 1),
            ReplenishmentPeriod = Period,
            QueueLimit = 0,
            AutoReplenishment = false,
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, object>(context => IsProbe(context.Request.Path)
            ? RateLimitPartition.GetNoLimiter<object>("")
            : RateLimitPartition.GetTokenBucketLimiter(Client(context, keys), _ => bucket));
        limiter.OnRejected = (refused, _) => new ValueTask(ProblemMiddleware.Write(refused.HttpContext, TooMany(refused.Lease)));
    }

    // A name is never equal to an address. Whoever guesses keys counts by his address.
    private static object Client(HttpContext context, ApiKeys keys) =>
        keys.Of(context.Request).Name as object ?? SocketCaps.Client(context.Connection.RemoteIpAddress);

    // An orchestrator that is turned away would restart a process that is only busy.
    private static bool IsProbe(PathString path) => path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);

    private static Problem TooMany(RateLimitLease lease) => new(
        StatusCodes.Status429TooManyRequests, "rate_limited", "You send more requests than this server takes from one client.")
    {
        RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Period,
    };
}
