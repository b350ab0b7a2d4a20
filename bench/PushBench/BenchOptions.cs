using System.Collections.Immutable;

namespace Actors.PushBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/PushBench -- PART... [options]
          PART          fanout, latency, idle, stalled, slow, kill, rolling, or all
          --rounds N    2-50, default 10
          --clients N   10-5000 subscribers in fanout, latency, kill and rolling, default 1000
          --quick       2 short rounds: to see that it works, not for figures
        """;

    private static readonly string[] Known = ["fanout", "latency", "idle", "stalled", "slow", "kill", "rolling"];

    public ImmutableArray<string> Parts { get; private init; } = [];

    public int Rounds { get; private init; } = 10;

    public int Clients { get; private init; } = 1000;

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
                "--rounds" when Number(rest, 2, 50) is { } rounds => options with { Rounds = rounds },
                "--clients" when Number(rest, 10, 5000) is { } clients => options with { Clients = clients },
                "all" => options with { Parts = [.. Known] },
                _ when Known.Contains(word) => options with { Parts = options.Parts.Add(word) },
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
