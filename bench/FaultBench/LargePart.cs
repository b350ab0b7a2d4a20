using System.Collections.Immutable;
using Actors.Client.Harvests;
using Actors.HarvestBench;
using Actors.CharBench;

namespace Actors.FaultBench;

/// <summary>Ten countries with bodies of 2 MB beside 239 with 13 KB: the large ones must not hold up the small.</summary>
internal sealed class LargePart(Bench bench)
{
    public const string Small = "small";
    public const string Large = "large";
    private const int AtOnce = 50;

    private static readonly ImmutableArray<string> Few = ["BR", "CN", "DE", "EG", "FR", "GB", "IN", "JP", "NG", "US"];

    public static Temper SmallAt(int port) => new(port, "local", "delay=100&size=13000");

    public static Temper LargeAt(int port) => new(port, "delay", "delay=100&size=2000000");

    public static int Labels(BenchOptions options) => (options.Rounds * 2) + 1;

    public async Task Run()
    {
        List<double> alone = [], beside = [], larges = [];
        await Task.WhenAll(SmallOnes(), LargeOnes());
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            await Bench.Say($"large: round {round + 1} of {bench.Options.Rounds}");
            await Bench.InTurns(
                round,
                async () => alone.Add(await SmallOnes()),
                async () =>
                {
                    var large = LargeOnes();
                    beside.Add(await SmallOnes());
                    larges.Add(await large);
                });
        }

        var ratio = Spread.Of(beside.Zip(alone, (with, without) => with / without));
        Table.Begin("13 KB bodies of all countries beside 2 MB bodies of ten, 0.1 s each", "what", ">s", ">times alone", "goal");
        Table.Row("small ones alone", Spread.Of(alone).Show("0.000"), "", "");
        Table.Row("small ones beside the large", Spread.Of(beside).Show("0.000"), ratio.Show("0.00"), Goal.AtMost(1.2, ratio.Median));
        Table.Row("the ten large ones", Spread.Of(larges).Show("0.000"), "", "");
    }

    private async Task<double> SmallOnes() =>
        (await bench.Node.Harvest(new HarvestOrder { Origin = bench.Node.Unused(Small), All = true, Concurrency = AtOnce })).Seconds;

    private async Task<double> LargeOnes() => (await bench.Node.Harvest(
        new HarvestOrder { Origin = bench.Node.Unused(Large), Countries = Few, Limit = Few.Length, Concurrency = AtOnce })).Seconds;
}
