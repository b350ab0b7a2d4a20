using System.Runtime.InteropServices;
using Actors.CharBench;
using Actors.CharBench.Http;
using Actors.CharBench.InProcess;
using Actors.CharBench.Sockets;

// What a character look-up costs, in process and end to end. See bench/README.md.
if (args is [FixedServer.Argument, var address, var folder])
{
    await FixedServer.Run(new Uri(address), folder);
    return 0;
}

if (args is [MemoryChild.Argument])
{
    MemoryChild.Run();
    return 0;
}

if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 2;
}

using var place = new Workplace();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.WriteLine(
    $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split(" #")[0]}, {RuntimeInformation.FrameworkDescription}, "
    + $"{options.Rounds} rounds");
try
{
    foreach (var part in options.Parts)
    {
        await (part switch
        {
            "index" => new IndexPart(options, place).Run(),
            "memory" => new MemoryPart(options, place).Run(),
            "http" => new HttpPart(options, place).Run(),
            "socket" => new SocketPart(options, place).Run(),
            "fairness" => new FairnessPart(options, place).Run(),
            _ => new CliPart(options, place).Run(),
        });
    }

    return 0;
}
catch (Exception failure) when (place.Stopping.IsCancellationRequested)
{
    // The children are gone, so whatever was under way failed.
    await Console.Error.WriteLineAsync($"interrupted ({failure.GetType().Name})");
    return 130;
}
catch (InvalidOperationException failure)
{
    // A tool is missing, a program did not start, an answer was wrong: there are no figures of broken work.
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    place.Stop();
}
