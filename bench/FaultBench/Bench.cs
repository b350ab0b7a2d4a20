using Actors.HarvestBench;

namespace Actors.FaultBench;

/// <summary>What every part works with.</summary>
/// <param name="Folder">Of this run.</param>
/// <param name="Origin">The main origin; parts that need one which nobody has met start their own.</param>
internal sealed record Bench(
    BenchOptions Options, string Folder, OriginProcess Origin, NodeProcess Node, BareLoop Bare, Peers Peers, CancellationToken Stopping)
{
    public const int Exchanges = 498;

    public static Task Say(string progress) => Console.Error.WriteLineAsync(progress);

    /// <summary>Every round goes through all of it, in another order each time: who goes first has no advantage.</summary>
    public static async Task InTurns(int round, params Func<Task>[] measurements)
    {
        for (var number = 0; number < measurements.Length; number++) await measurements[(number + round) % measurements.Length]();
    }
}
