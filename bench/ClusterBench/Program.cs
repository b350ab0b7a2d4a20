using System.Runtime.InteropServices;
using Actors.ClusterBench;
using Actors.ClusterBench.Parts;
using Actors.HarvestBench;

// What it costs when a part of a cluster dies, hangs or is replaced. See bench/README.md.
if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

try
{
    return await Interruptible.Run("clusterbench", async (folder, stopping) =>
    {
        var bench = new Bench(options, folder, stopping);
        var system = RuntimeInformation.OSDescription.Split(" #")[0];
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {system}, {RuntimeInformation.FrameworkDescription}, {options.Rounds} rounds, seeds from {options.Seed}");
        foreach (var part in options.Parts)
        {
            await (part switch
            {
                KillPart.Name => new KillPart(bench).Run(),
                HangPart.Name => new HangPart(bench).Run(),
                HangPart.Partition => new HangPart(bench).RunPartition(),
                RollingPart.Name => new RollingPart(bench).Run(),
                HarvestPart.Name => new HarvestPart(bench).Run(),
                FrozenPart.Name => new FrozenPart(bench).Run(),
                FlushPart.Name => new FlushPart(bench).Run(),
                SoakPart.Name => new SoakPart(bench).Run(),
                LookupPart.Name => new LookupPart(bench).Run(),
                _ => new StartPart(bench).Run(),
            });
        }
    });
}
catch (InvalidOperationException failure)
{
    // A program did not start, or did not do what it should: there are no figures of broken work.
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
