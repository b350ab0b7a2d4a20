using System.Runtime.InteropServices;
using Actors.HarvestBench;
using Actors.PushBench;
using Actors.PushBench.Parts;
using Actors.PushBench.Processes;

// What pushing costs, and what is left of the promises when clients stall and gateways die. See bench/README.md.
if (args is [Roles.Argument, var role, var address])
{
    await Roles.Run(role, new Uri(address));
    return 0;
}

if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

try
{
    return await Interruptible.Run("pushbench", async (folder, stopping) =>
    {
        var bench = new Bench(options, folder, stopping);
        var system = RuntimeInformation.OSDescription.Split(" #")[0];
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, {system}, {RuntimeInformation.FrameworkDescription}, {options.Rounds} rounds");
        foreach (var part in options.Parts)
        {
            // A new one for each part, so that no part pays for the memory of another.
            using var load = await LoadClient.Start(bench);
            await (part switch
            {
                FanOutPart.Name => new FanOutPart(bench, load).Run(),
                LatencyPart.Name => new LatencyPart(bench, load).Run(),
                IdlePart.Name => new IdlePart(bench, load).Run(),
                StalledPart.Name => new StalledPart(bench, load).Run(),
                SlowPart.Name => new SlowPart(bench, load).Run(),
                KillPart.Name => new KillPart(bench, load).Run(),
                _ => new RollingPart(bench, load).Run(),
            });
        }
    });
}
catch (InvalidOperationException failure)
{
    // A program did not start, or clients did not get what they should: there are no figures of broken work.
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
