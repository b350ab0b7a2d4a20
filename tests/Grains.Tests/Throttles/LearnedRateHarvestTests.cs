namespace Actors.Grains.Tests.Throttles;

/// <summary>What finding a hidden rate costs: the first harvest teaches, the second profits.</summary>
public sealed class LearnedRateHarvestTests
{
    private const int Exchanges = 498;

    /// <summary>Also in ACTORS_SEED.</summary>
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SEED"), out var seed) ? seed : Random.Shared.Next();

    public static TheoryData<string, int, int> Hosts { get; } = new(
        from kind in new[] { "sliding", "bucket" }
        from perSecond in new[] { 20, 100, 300 }
        from latency in new[] { 5, 20, 50, 100 }
        select (kind, perSecond, latency));

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Once_learned_a_harvest_takes_a_tenth_more_than_it_must_and_is_hardly_refused(string kind, int perSecond, int latency)
    {
        var random = new Random(Seed);
        HiddenQuota host = kind == "bucket" ? new HiddenQuota.Bucket(perSecond) : new HiddenQuota.Sliding(perSecond);
        var harvest = new QuotaHarvest(host, TimeSpan.FromMilliseconds(latency), random);
        var first = harvest.Run(Exchanges);
        var second = harvest.Run(Exchanges);

        var why = $"seed {Seed}: first {first}, second {second}, rate {harvest.Rate}";
        Assert.True(first.Refused <= 50, why);
        // One refusal costs a second, for the host says so; it comes where answers take most of what is spared, and in long harvests.
        var hold = second.Refused > 0 ? 1.5 : 0;
        Assert.True(second.Seconds <= (1.1 * Exchanges / perSecond) + (latency / 1000.0) + hold, why);
        Assert.True(second.Refused <= 10, why);
    }
}
