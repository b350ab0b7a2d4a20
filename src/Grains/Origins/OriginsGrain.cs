using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Throttles;
using Orleans.Concurrency;

namespace Actors.Grains.Origins;

/// <summary>
/// Gathers what many grains know. Stored countries are found by asking all 676 codes that can be written, in order: an
/// index beside the countries could be wrong after a crash, and this cannot.
/// </summary>
[StatelessWorker]
[GrainType("origins")]
internal sealed class OriginsGrain(OriginCatalog catalog, DryRun dryRun, IGrainFactory grains) : Grain, IOriginsGrain
{
    private const int AtOnce = 64;

    public async Task<ImmutableArray<OriginStatus>> List() => [.. await Task.WhenAll(catalog.All.Select(Describe))];

    public Task<OriginStatus> Find(string label) => Describe(catalog.Find(label));

    public Task<OriginStatus> Pause(string label) => Steer(label, throttle => throttle.Pause());

    public Task<OriginStatus> Resume(string label) => Steer(label, throttle => throttle.Resume());

    public Task<HarvestEstimate> Estimate(HarvestRequest request) => dryRun.Of(request);

    public async Task<ImmutableArray<StoredCountry>> Countries(string label, CountryFilter filter, string? after, int limit)
    {
        var origin = catalog.Find(label);
        var found = ImmutableArray.CreateBuilder<StoredCountry>();
        var codes = CountryCodes.Every.Where(code => string.CompareOrdinal(code, after) > 0);
        foreach (var chunk in codes.Chunk(AtOnce))
        {
            var stored = await Task.WhenAll(chunk.Select(code => grains.GetGrain<ICountryGrain>($"{origin.Label}/{code}").Find(filter)));
            found.AddRange(stored.OfType<StoredCountry>());
            if (found.Count >= limit)
            {
                break;
            }
        }

        return [.. found.Take(limit)];
    }

    private async Task<OriginStatus> Steer(string label, Func<IThrottleGrain, Task> steer)
    {
        var origin = catalog.Find(label);
        await Task.WhenAll(origin.Authorities.Select(authority => steer(grains.GetGrain<IThrottleGrain>(authority))));
        return await Describe(origin);
    }

    private async Task<OriginStatus> Describe(Origin origin)
    {
        var throttles = await Task.WhenAll(
            origin.Authorities.Select(authority => grains.GetGrain<IThrottleGrain>(authority).Describe()));
        return new OriginStatus(origin.Label, origin.Flag?.ToString(), origin.Metadata?.ToString(), Merge(origin, throttles));
    }

    /// <summary>An origin may spread over two authorities: together they allow what both do, and hold as long as the longer one.</summary>
    private static ThrottleStatus Merge(Origin origin, ThrottleStatus[] throttles) => throttles.Length == 1
        ? throttles[0]
        : throttles.Aggregate(
            new ThrottleStatus
            {
                Limit = origin.Throttle.Concurrency, RateLimit = origin.Throttle.PerSecond, InFlight = 0, Waiting = 0, LastSecond = 0,
            },
            (all, next) => all with
            {
                Limit = Math.Min(all.Limit, next.Limit),
                InFlight = all.InFlight + next.InFlight,
                Waiting = all.Waiting + next.Waiting,
                LastSecond = all.LastSecond + next.LastSecond,
                HoldUntil = next.HoldUntil > (all.HoldUntil ?? DateTimeOffset.MinValue) ? next.HoldUntil : all.HoldUntil,
                HoldReason = next.HoldUntil > (all.HoldUntil ?? DateTimeOffset.MinValue) ? next.HoldReason : all.HoldReason,
                Paused = all.Paused || next.Paused,
                // The one that is worse off: nothing of a country is whole without both.
                Breaker = all.Breaker?.State >= next.Breaker?.State ? all.Breaker : next.Breaker,
                Budget = all.Budget?.Left <= next.Budget?.Left ? all.Budget : next.Budget,
            });
}
