using System.Numerics;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Grains.Harvests;

/// <summary>What a harvest would do, found out by asking its countries and throttles; nothing is started or stored.</summary>
internal sealed class DryRun(OriginCatalog catalog, ExchangeTimes times, IGrainFactory grains, TimeProvider time)
{
    private const int AtOnce = 64;

    /// <exception cref="UnknownOriginException">No origin has that label.</exception>
    /// <exception cref="InvalidRequestException">A code is not one or two ASCII letters.</exception>
    public async Task<HarvestEstimate> Of(HarvestRequest request)
    {
        var origin = catalog.Find(request.Origin);
        var codes = CountrySelection.Of(request, origin);
        var missing = new List<int>(codes.Length);
        foreach (var chunk in codes.Chunk(AtOnce))
        {
            missing.AddRange((await Task.WhenAll(chunk.Select(Ask))).Where(parts => parts != Parts.None)
                .Select(parts => BitOperations.PopCount((uint)parts)));
        }

        var throttles = await Task.WhenAll(origin.Authorities.Select(authority => grains.GetGrain<IThrottleGrain>(authority).Describe()));
        var atOnce = Math.Min(EffectiveConcurrency.Of(request, origin, catalog), missing.Count);
        var now = time.GetUtcNow();
        var takes = Duration(missing.Sum(), atOnce, times.Of(origin.Label), HostStanding.Of(throttles, now), now);
        return new HarvestEstimate(codes.Length, missing.Sum(), (long)takes.TotalMilliseconds);

        Task<Parts> Ask(string code) =>
            grains.GetGrain<ICountryGrain>($"{origin.Label}/{code}").Missing(request.Parts, request.Refresh);
    }

    /// <summary>
    /// The rest of a hold, then rounds of exchanges; a rate may make it longer. A pause has no end that could be known: it
    /// counts as over. Retries are not foreseen.
    /// </summary>
    /// <param name="atOnce">Exchanges in flight; a country has one at a time.</param>
    public static TimeSpan Duration(int requests, int atOnce, TimeSpan perExchange, HostStanding hosts, DateTimeOffset now)
    {
        if (requests == 0)
        {
            return TimeSpan.Zero;
        }

        var byCap = perExchange * ((requests + atOnce - 1) / atOnce);
        var byRate = hosts.PerSecond is { } rate ? TimeSpan.FromSeconds((requests - 1) / rate) + perExchange : TimeSpan.Zero;
        var blocked = hosts.BlockedUntil is { } until ? until - now : TimeSpan.Zero;
        return blocked + (byCap > byRate ? byCap : byRate);
    }
}
