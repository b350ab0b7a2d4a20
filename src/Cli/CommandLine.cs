using System.CommandLine;
using System.CommandLine.Invocation;
using Actors.Cli.Chars;
using Actors.Cli.Feeds;
using Actors.Cli.Flags;
using Actors.Cli.Harvests;
using Actors.Cli.Nodes;
using Actors.Client;

namespace Actors.Cli;

/// <summary>The whole command line: parses, runs one command, and turns every expected error into one line and an exit status.</summary>
internal static class CommandLine
{
    // A response file would let an argument that begins with @ read any file.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    private static readonly (string Verb, Func<Terminal, Command> Create)[] Commands =
    [
        ("serve", ServeCommand.Create), ("flags", FlagsCommand.Create), ("chars", CharsCommand.Create),
        ("watch", WatchCommand.Create), ("list", ListCommand.Create), ("cancel", CancelCommand.Create), ("feed", FeedCommand.Create),
    ];

    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var parsed = Build(terminal, args).Parse(args, Parser);
        var command = parsed.CommandResult.Command;
        var hint = command is RootCommand ? "Try 'actors --help'." : $"Try 'actors {command.Name} --help'.";
        try
        {
            Arguments.RefuseBroken(args, terminal.RawArguments);
            if (parsed.Action is ParseErrorAction)
            {
                foreach (var error in parsed.Errors)
                    await terminal.Error.WriteLineAsync($"actors: {error.Message}");
                await terminal.Error.WriteLineAsync(hint);
                return ExitCode.Usage;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are ours (Interrupts) or the host's (serve).
                ProcessTerminationTimeout = null,
            });
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync($"actors: {e.Message}");
            if (e.ExitCode == ExitCode.Usage)
                await terminal.Error.WriteLineAsync(hint);
            return e.ExitCode;
        }
        catch (ActorsProblemException e)
        {
            await terminal.Error.WriteLineAsync($"actors: {e.Detail} ({e.Code})");
            if (e.Code is "key_required" or "invalid_key")
                await terminal.Error.WriteLineAsync($"Keys are taken from {NodeKey.Variable}.");
            return IsNode(e) ? ExitCode.Usage : ExitCode.NoNode;
        }
        catch (ActorsUnreachableException e)
        {
            await terminal.Error.WriteLineAsync($"actors: {e.Message}");
            return ExitCode.NoNode;
        }
        catch (OperationCanceledException) when (terminal.Interrupts.IsRaised)
        {
            return terminal.Interrupts.ExitCode;
        }
    }

    // An overloaded node, or something that is no node at all (no problem body), is as good as none; else the request was at fault.
    private static bool IsNode(ActorsProblemException problem) =>
        problem.Status is not (429 or (>= 500 and < 600)) && !problem.Code.StartsWith("http_", StringComparison.Ordinal);

    // Of the commands only the one that is called: making all of them would take a short one a good part of its time.
    private static RootCommand Build(Terminal terminal, string[] args)
    {
        var called = args.Length == 0 ? [] : Array.FindAll(Commands, command => command.Verb == args[0]);
        var root = new RootCommand("Fetches flags and metadata of countries, politely, and watches it live; finds characters by their names.");
        foreach (var (_, create) in called.Length > 0 ? called : Commands)
            root.Add(create(terminal));
        return root;
    }
}
