using System.Collections.Immutable;

namespace Actors.HarvestBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        dotnet run -c Release --project bench/HarvestBench -- [options]
          --quick          2 rounds, a delay of 0.1 s: to see that it works, not for figures
          --rounds N       1-50, default 3
          --delay SECONDS  of the DELAY origin, 0.01-10, default 0.5
          --at M,M         exchanges at once, each 1-249, default 5,50,200
          --only WHAT,...  of delay, headlines, local; default all
          --first-only     without the revalidations (304), which double the time of delay
        """;

    private static readonly string[] Known = ["delay", "headlines", "local"];

    public int Rounds { get; private init; } = 3;

    public TimeSpan Delay { get; private init; } = TimeSpan.FromSeconds(0.5);

    public ImmutableArray<int> AtOnce { get; private init; } = [5, 50, 200];

    public ImmutableArray<string> Only { get; private init; } = [.. Known];

    public bool FirstOnly { get; private init; }

    /// <summary>Null if the arguments cannot be read.</summary>
    public static BenchOptions? Parse(IEnumerable<string> args)
    {
        var options = new BenchOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var name))
        {
            var next = name switch
            {
                "--quick" => options with { Rounds = 2, Delay = TimeSpan.FromSeconds(0.1) },
                "--first-only" => options with { FirstOnly = true },
                "--rounds" when Number(rest, 1, 50) is { } rounds => options with { Rounds = (int)rounds },
                "--delay" when Number(rest, 0.01, 10) is { } seconds => options with { Delay = TimeSpan.FromSeconds(seconds) },
                "--at" when Words(rest).Select(word => int.TryParse(word, out var m) ? m : 0).ToImmutableArray() is [_, ..] at
                    && at.All(m => m is >= 1 and <= 249) => options with { AtOnce = at },
                "--only" when Words(rest) is [_, ..] only && only.All(Known.Contains) => options with { Only = [.. only] },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return options;
    }

    private static double? Number(Queue<string> rest, double least, double most) =>
        rest.TryDequeue(out var text) && double.TryParse(text, out var number) && number >= least && number <= most ? number : null;

    private static string[] Words(Queue<string> rest) => rest.TryDequeue(out var text) ? text.Split(',') : [];
}
