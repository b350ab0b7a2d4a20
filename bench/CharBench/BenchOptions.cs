using System.Collections.Immutable;

namespace Actors.CharBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/CharBench -- PART [options]
          PART        index, memory, http, socket, fairness, cli, or all
          --rounds N  2-50, default 10
          --quick     2 short rounds: to see that it works, not for figures
        """;

    private static readonly string[] Known = ["index", "memory", "http", "socket", "fairness", "cli"];

    public ImmutableArray<string> Parts { get; private init; } = [];

    public int Rounds { get; private init; } = 10;

    public bool Quick { get; private init; }

    /// <summary>Null if the arguments cannot be read.</summary>
    public static BenchOptions? Parse(IEnumerable<string> args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var word))
        {
            var next = word switch
            {
                "--quick" => options with { Quick = true, Rounds = 2 },
                "--rounds" when rest.TryDequeue(out var text) && int.TryParse(text, out var rounds) && rounds is >= 2 and <= 50 =>
                    options with { Rounds = rounds },
                "all" => options with { Parts = [.. Known] },
                _ when Known.Contains(word) => options with { Parts = options.Parts.Add(word) },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return options.Parts.IsEmpty ? null : options;
    }
}
