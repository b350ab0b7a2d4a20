using Actors.Cli;

using var interrupts = new Interrupts(Environment.Exit);
return await CommandLine.RunAsync(args, Terminal.OfProcess(interrupts));
