using System.Collections.Immutable;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;

namespace Actors.Gateway.Tests.Staged;

/// <summary>Origins <c>local</c>, <c>held</c> (asked to be left alone) and <c>remote</c> (flags only).</summary>
internal sealed class StagedOriginsGrain : Grain, IOriginsGrain
{
    private static readonly ImmutableArray<OriginStatus> Origins =
    [
        new("held", "http://127.0.0.1/{cc}", "http://127.0.0.1/{cc}.json", Throttle() with
        {
            HoldUntil = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
            HoldReason = "429",
            Breaker = new BreakerStatus(
                BreakerState.HalfOpen, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), 12,
                new HostFailure("connect_refused", "connect", null, "The origin refused the connection.")),
            Budget = new BudgetStatus(7, 100),
        }),
        new("local", "http://127.0.0.1:8001/flags/{cc}/{cc}.svg", "http://127.0.0.1:8001/flags/{cc}/metadata.json", Throttle()),
        new("remote", "http://127.0.0.1/{cc}.gif", null, Throttle() with { RateLimit = 2.5 }),
    ];

    public Task<ImmutableArray<OriginStatus>> List() => Task.FromResult(Origins);

    public Task<OriginStatus> Find(string label) => Task.FromResult(
        Origins.FirstOrDefault(origin => origin.Label.Equals(label, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownOriginException(label, [.. Origins.Select(origin => origin.Label)]));

    /// <summary>Finds AD, BR and CN whose code is part of all that the filter says.</summary>
    public Task<ImmutableArray<StoredCountry>> Countries(string label, CountryFilter filter, string? after, int limit) =>
        Task.FromResult<ImmutableArray<StoredCountry>>(
        [
            .. new[] { "AD", "BR", "CN" }.Where(code => string.CompareOrdinal(code, after) > 0)
                .Where(code => new[] { filter.Query, filter.Continent, filter.Currency, filter.Language }
                    .All(wanted => wanted?.Contains(code, StringComparison.Ordinal) != false))
                .Take(limit).Select(code => StagedCountry.Document(code)),
        ]);

    public async Task<OriginStatus> Pause(string label) => await Steer(label, paused: true);

    public async Task<OriginStatus> Resume(string label) => await Steer(label, paused: false);

    public async Task<HarvestEstimate> Estimate(HarvestRequest request)
    {
        await Find(request.Origin);
        return new HarvestEstimate(request.Countries.Length, 2 * request.Countries.Length, 250);
    }

    private async Task<OriginStatus> Steer(string label, bool paused)
    {
        var origin = await Find(label);
        return origin with { Throttle = origin.Throttle with { Paused = paused } };
    }

    private static ThrottleStatus Throttle() => new() { Limit = 5, InFlight = 2, Waiting = 3, LastSecond = 1 };
}
