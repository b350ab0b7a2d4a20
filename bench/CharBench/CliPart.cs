using Actors.HarvestBench;

namespace Actors.CharBench;

/// <summary><c>actors chars cat face</c> as a person runs it: the whole process, from a published build.</summary>
internal sealed class CliPart(BenchOptions options, Workplace place)
{
    /// <summary>Goal of the whole process.</summary>
    private const double Milliseconds = 250;

    public async Task Run()
    {
        await Console.Error.WriteLineAsync("publishing");
        var folder = place.NewFolder();
        await place.Run("dotnet", "publish", Path.Combine(Root(), "src", "Cli"), "-c", "Release", "-o", folder, "--nologo");
        var program = Path.Combine(folder, "actors");
        List<double> bare = [], ours = [];
        // The first of each reads the files from the disk.
        for (var run = -1; run < Math.Max(2, options.Rounds * 2); run++)
        {
            var (_, baseline) = await place.Run(program, "--version");
            var (output, seconds) = await place.Run(program, "chars", "cat", "face");
            if (!output.Contains("matches for 'cat face')", StringComparison.Ordinal))
                throw new InvalidOperationException($"chars answered: {output}");
            if (run < 0) continue;
            bare.Add(baseline * 1000);
            ours.Add(seconds * 1000);
        }

        Table.Begin(
            $"The command line: {ours.Count} runs of the whole process, published build", "command", ">ms", ">times `--version`", "goal");
        Table.Row("actors --version", Spread.Of(bare).Show("0"), "", "");
        var (figures, ratio) = (Spread.Of(ours), Spread.Of(ours.Zip(bare, (one, other) => one / other)));
        Table.Row("actors chars cat face", figures.Show("0"), ratio.Show("0.00"), Goal.AtMost(Milliseconds, figures.Median, " ms"));
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The sources were not found above this program: nothing can be published.");
    }
}
