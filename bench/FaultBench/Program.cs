using System.Runtime.InteropServices;
using Actors.FaultBench;
using Actors.HarvestBench;

// What politeness and faults cost, beside a bare HttpClient loop and the programs that people use. See bench/README.md.
if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

return await Interruptible.Run("faultbench", async (folder, stopping) =>
{
    var ports = FreePorts.Take(options.Rounds + 3);
    var (main, errors, holds) = (ports[0], ports[1], ports[2]);
    var quotas = ports[3..];
    // Holds, budget and breaker are of an authority: what one part learned must not slow another.
    using var origin = await OriginProcess.Start(folder, main, stopping);
    using var errorOrigin = await OriginProcess.Start(folder, errors, stopping);
    using var holdOrigin = await OriginProcess.Start(folder, holds, stopping);
    using var node = await NodeProcess.Start(
        folder,
        [
            DelayPart.At(main).As(DelayPart.Name, DelayPart.Labels(options)),
            FaultPart.ErrorsAt(errors).As(FaultPart.Errors, options.Rounds),
            FaultPart.HoldsAt(holds).As(FaultPart.Holds, options.Rounds),
            LargePart.SmallAt(main).As(LargePart.Small, LargePart.Labels(options)),
            LargePart.LargeAt(main).As(LargePart.Large, LargePart.Labels(options)),
            WaitingPart.At(main).As(WaitingPart.Name, WaitingPart.Labels(options)),
            CpuPart.At(main).As(CpuPart.Name, CpuPart.Labels(options)),
            .. quotas.Select((port, round) => QuotaPart.At(port).As(QuotaPart.Label(round), 2, learns: true)),
        ],
        stopping);
    using var bare = new BareLoop();
    var bench = new Bench(options, folder, origin, node, bare, await Peers.Find(folder), stopping);

    Console.WriteLine(
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(" #")[0]}, {RuntimeInformation.FrameworkDescription}, {options.Rounds} rounds");
    foreach (var part in options.Parts)
    {
        await (part switch
        {
            DelayPart.Name => new DelayPart(bench, DelayPart.At(main)).Run(),
            FaultPart.Errors => new FaultPart(bench with { Origin = errorOrigin }, part, FaultPart.ErrorsAt(errors), asksForTime: false).Run(),
            FaultPart.Holds => new FaultPart(bench with { Origin = holdOrigin }, part, FaultPart.HoldsAt(holds), asksForTime: true).Run(),
            QuotaPart.Name => new QuotaPart(bench, [.. quotas]).Run(),
            LargePart.Large => new LargePart(bench).Run(),
            WaitingPart.Name => new WaitingPart(bench).Run(),
            _ => new CpuPart(bench, CpuPart.At(main)).Run(),
        });
    }

    Console.WriteLine($"\nThe node at the end: {node.MebiBytes:0} MiB resident, {node.Cpu.TotalSeconds:0.0} s of processor time.");
});
