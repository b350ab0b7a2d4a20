using System.Runtime.InteropServices;
using Actors.Client.Harvests;
using Actors.HarvestBench;

// What a harvest costs beside a bare HttpClient loop that makes the same exchanges in the same run. See bench/README.md.
if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

// Every label is good for one first fetch.
const int warmUps = 10;
var labels = (options.Rounds * Math.Max(LocalPart.Passes, (2 * options.AtOnce.Length) + 3)) + 1;
return await Interruptible.Run("harvestbench", async (directory, stopping) =>
{
    using var origin = await OriginProcess.Start(directory, options.Delay, stopping);
    using var node = await NodeProcess.Start(directory, [origin.As("local", labels), origin.As("delay", labels)], stopping);
    using var bare = new BareLoop();

    await Console.Error.WriteLineAsync("warming up");
    foreach (var (mode, passes) in new[] { ("local", warmUps), ("delay", 1) })
    {
        var label = node.Unused(mode);
        for (var pass = 0; pass <= passes; pass++)
        {
            await bare.Run(origin.All(mode), 200, conditional: pass > 0);
            await node.Harvest(
                new HarvestOrder { Origin = label, All = true, Concurrency = 200, Refresh = "always" }, pass == 0 ? "origin" : "revalidated");
        }
    }

    Console.WriteLine(
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(" #")[0]}, {RuntimeInformation.FrameworkDescription}, {options.Rounds} rounds");
    if (options.Only.Contains("delay")) await new DelayPart(options, origin, node, bare).Run();
    if (options.Only.Contains("headlines")) await new HeadlinePart(options, origin, node, bare).Run();
    if (options.Only.Contains("local")) await new LocalPart(options, origin, node, bare).Run();
    Console.WriteLine($"\nThe node at the end: {node.MebiBytes:0} MiB resident, {node.Cpu.TotalSeconds:0.0} s of processor time.");
});
