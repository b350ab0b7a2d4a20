using System.Collections.Immutable;

namespace Actors.ClusterBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/ClusterBench -- PART... [options]
          PART        kill, hang, rolling, harvest, frozen, flush, lookups, start, or all; soak; partition (as root)
          --rounds N  1-50, default 10
          --seed N    of the first round, default 1
          --before D  rolling: a folder with the programs of another version (ClusterBench's own output, built there), which are replaced by these
        """;

    // Ten minutes; root.
    private static readonly string[] OnDemand = ["soak", "partition"];
    private static readonly string[] Known = ["kill", "hang", "rolling", "harvest", "frozen", "flush", "lookups", "start"];

    public ImmutableArray<string> Parts { get; private init; } = [];

    public int Rounds { get; private init; } = 10;

    public int Seed { get; private init; } = 1;

    /// <summary>Where the programs are that run first; null = these.</summary>
    public string? Before { get; private init; }

    /// <summary>Null if the arguments cannot be read.</summary>
    public static BenchOptions? Parse(IEnumerable<string> args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var word))
        {
            var next = word switch
            {
                "--rounds" when Number(rest, 1, 50) is { } rounds => options with { Rounds = rounds },
                "--seed" when Number(rest, 0, int.MaxValue) is { } seed => options with { Seed = seed },
                "--before" when rest.TryDequeue(out var folder) && Directory.Exists(folder) => options with { Before = Path.GetFullPath(folder) },
                "all" => options with { Parts = [.. Known] },
                _ when OnDemand.Contains(word) || Known.Contains(word) => options with { Parts = options.Parts.Add(word) },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return options.Parts.IsEmpty ? null : options;
    }

    private static int? Number(Queue<string> rest, int least, int most) =>
        rest.TryDequeue(out var text) && int.TryParse(text, out var number) && number >= least && number <= most ? number : null;
}
