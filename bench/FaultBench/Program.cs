using System.Runtime.InteropServices;
using Actors.FaultBench;
using Actors.HarvestBench;

// What politeness and faults cost, beside a bare HttpClient loop and the programs that people use. See bench/README.md.
if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

var folder = Directory.CreateTempSubdirectory("actors-faultbench-").FullName;
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var ports = FreePorts.Take(options.Rounds + 3);
    var (main, errors, holds) = (ports[0], ports[1], ports[2]);
    var quotas = ports[3..];
    // Holds, budget and breaker are of an authority: what one part learned must not slow another.
    using var origin = await OriginProcess.Start(folder, main, stopping.Token);
    using var errorOrigin = await OriginProcess.Start(folder, errors, stopping.Token);
    using var holdOrigin = await OriginProcess.Start(folder, holds, stopping.Token);
    using var node = await NodeProcess.Start(
        folder,
        [
            new Label(DelayPart.Name, DelayPart.At(main), DelayPart.Labels(options)),
            new Label(FaultPart.Errors, FaultPart.ErrorsAt(errors), options.Rounds),
            new Label(FaultPart.Holds, FaultPart.HoldsAt(holds), options.Rounds),
            new Label(LargePart.Small, LargePart.SmallAt(main), LargePart.Labels(options)),
            new Label(LargePart.Large, LargePart.LargeAt(main), LargePart.Labels(options)),
            new Label(WaitingPart.Name, WaitingPart.At(main), WaitingPart.Labels(options)),
            new Label(CpuPart.Name, CpuPart.At(main), CpuPart.Labels(options)),
            .. quotas.Select((port, round) => new Label(QuotaPart.Label(round), QuotaPart.At(port), 2, Learns: true)),
        ],
        stopping.Token);
    using var bare = new BareLoop();
    var bench = new Bench(options, folder, origin, node, bare, await Peers.Find(folder), stopping.Token);

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
    return 0;
}
catch (Exception failure) when (stopping.IsCancellationRequested)
{
    // The children are gone, so whatever was under way failed.
    await Console.Error.WriteLineAsync($"interrupted ({failure.GetType().Name})");
    return 130;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
