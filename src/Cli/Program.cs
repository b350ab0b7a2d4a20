using Actors.Cli;

using var interrupts = new Interrupts(Environment.Exit, TimeProvider.System);
return await CommandLine.RunAsync(args, Terminal.OfProcess(interrupts));
