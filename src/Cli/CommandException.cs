namespace Actors.Cli;

/// <summary>A command ends here: one line for stderr and an exit status, no stack trace.</summary>
internal sealed class CommandException : Exception
{
    private CommandException(int exitCode, string message, Exception? inner)
        : base(message, inner) => ExitCode = exitCode;

    public int ExitCode { get; }

    public static CommandException Failed(string message, Exception inner) => new(Cli.ExitCode.Failed, message, inner);

    public static CommandException Usage(string message, Exception? inner = null) => new(Cli.ExitCode.Usage, message, inner);

    public static CommandException NoNode(string message, Exception? inner = null) => new(Cli.ExitCode.NoNode, message, inner);
}
