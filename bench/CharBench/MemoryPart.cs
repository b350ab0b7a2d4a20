using System.Text.Json;
using Actors.HarvestBench;

namespace Actors.CharBench;

/// <summary>What the index costs to have: a new process a round.</summary>
internal sealed class MemoryPart(BenchOptions options, Workplace place)
{
    private const double MebiByte = 1 << 20;

    public async Task Run()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Actors.CharBench.dll");
        List<Loaded> rounds = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            var (output, _) = await place.Run("dotnet", program, MemoryChild.Argument);
            rounds.Add(JsonSerializer.Deserialize<Loaded>(output)!);
        }

        Table.Begin("Memory and load: a new process each round", "what", ">figure", "goal");
        var together = Of(each => (each.Heap + each.Resource) / MebiByte);
        Row("index and data, MiB", together, Goal.AtMost(24, together.Median));
        Row("- managed heap after queries of every kind, MiB", Of(each => each.Heap / MebiByte));
        Row("- packed data, mapped with the assembly, MiB", Of(each => each.Resource / MebiByte));
        Row("working set of the whole process, MiB", Of(each => each.WorkingSet / MebiByte));
        var cpu = Of(each => each.LoadCpu / 1000);
        Row("load, s of processor time", cpu, Goal.AtMost(0.5, cpu.Median), "0.000");
        Row("load, s", Of(each => each.Load / 1000), "", "0.000");
        Row("first query after it (compiles what it runs), ms", Of(each => each.First));

        Spread Of(Func<Loaded, double> figure) => Spread.Of(rounds.Select(figure));
    }

    private static void Row(string what, Spread figure, string goal = "", string format = "0.00") =>
        Table.Row(what, figure.Show(format), goal);
}
