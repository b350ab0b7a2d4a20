using System.Collections.Immutable;
using Actors.Grains.Countries;
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
        }),
        new("local", "http://127.0.0.1:8001/flags/{cc}/{cc}.svg", "http://127.0.0.1:8001/flags/{cc}/metadata.json", Throttle()),
        new("remote", "http://127.0.0.1/{cc}.gif", null, Throttle() with { RateLimit = 2.5 }),
    ];

    public Task<ImmutableArray<OriginStatus>> List() => Task.FromResult(Origins);

    public Task<OriginStatus> Find(string label) => Task.FromResult(
        Origins.FirstOrDefault(origin => origin.Label.Equals(label, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownOriginException(label, [.. Origins.Select(origin => origin.Label)]));

    public Task<ImmutableArray<StoredCountry>> Countries(string label, string? after, int limit) => Task.FromResult<ImmutableArray<StoredCountry>>(
        [.. new[] { "AD", "BR", "CN" }.Where(code => string.CompareOrdinal(code, after) > 0).Take(limit).Select(code => StagedCountry.Document(code))]);

    private static ThrottleStatus Throttle() => new() { Limit = 5, InFlight = 2, Waiting = 3, LastSecond = 1 };
}
