using System.Collections.Immutable;

namespace Actors.FaultBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/FaultBench -- PART... [options]
          PART        delay, errors, quota, holds, large, waiting, cpu, or all
          --rounds N  2-50, default 10
          --at M,M    exchanges at once in delay, each 1-249, default 5,50,200
          --quick     2 rounds, 50 at once: to see that it works, not for figures
        """;

    private static readonly string[] Known = ["delay", "errors", "quota", "holds", "large", "waiting", "cpu"];

    public ImmutableArray<string> Parts { get; private init; } = [];

    public int Rounds { get; private init; } = 10;

    public ImmutableArray<int> AtOnce { get; private init; } = [5, 50, 200];

    /// <summary>Null if the arguments cannot be read.</summary>
    public static BenchOptions? Parse(IEnumerable<string> args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var word))
        {
            var next = word switch
            {
                "--quick" => options with { Rounds = 2, AtOnce = [50] },
                "--rounds" when rest.TryDequeue(out var text) && int.TryParse(text, out var rounds) && rounds is >= 2 and <= 50 =>
                    options with { Rounds = rounds },
                "--at" when rest.TryDequeue(out var text) && Numbers(text) is [_, ..] at && at.All(m => m is >= 1 and <= 249) =>
                    options with { AtOnce = at },
                "all" => options with { Parts = [.. Known] },
                _ when Known.Contains(word) => options with { Parts = options.Parts.Add(word) },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return options.Parts.IsEmpty ? null : options;
    }

    private static ImmutableArray<int> Numbers(string text) => [.. text.Split(',').Select(word => int.TryParse(word, out var number) ? number : 0)];
}
