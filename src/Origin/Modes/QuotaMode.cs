using Actors.Origin.Exchanges;
using Microsoft.AspNetCore.Http;

namespace Actors.Origin.Modes;

/// <summary>
/// A number of good answers in any second, over all paths. What is too much is refused and does not count. Announced by the fields
/// of draft-ietf-httpapi-ratelimit-headers-11, or a secret that is learned by being refused.
/// </summary>
internal sealed class QuotaMode(string name, bool announces, TimeProvider time) : IMode
{
    private const int Usual = 100;

    private readonly Lock _lock = new();
    private readonly Queue<long> _lastSecond = [];
    private int _generation;

    public string Name => name;

    /// <summary>It must judge arrivals, not the ends of waits.</summary>
    public bool Waits => true;

    public async Task Answer(Exchange exchange)
    {
        var quota = exchange.Asked.Quota ?? Usual;
        var left = Take(quota, exchange.Generation);
        if (exchange.Asked.Delay is { } delay)
            await Pause.For(delay, time, exchange.Left);

        if (announces)
        {
            exchange.Http.Response.Headers["RateLimit-Policy"] = $"\"default\";q={quota};w=1";
            exchange.Http.Response.Headers["RateLimit"] = $"\"default\";r={left ?? 0};t=1";
        }

        await (left is null ? ThrottleFaults.Seconds(exchange, StatusCodes.Status429TooManyRequests) : exchange.Serve());
    }

    /// <returns>How many more there may be within this second; null = this one was too many.</returns>
    private int? Take(int quota, int generation)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_generation != generation)
                _lastSecond.Clear();
            _generation = generation;
            while (_lastSecond.TryPeek(out var oldest) && oldest <= now - time.TimestampFrequency)
                _lastSecond.Dequeue();
            if (_lastSecond.Count >= quota)
                return null;

            _lastSecond.Enqueue(now);
            return quota - _lastSecond.Count;
        }
    }
}
