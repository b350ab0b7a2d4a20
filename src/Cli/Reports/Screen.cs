using Spectre.Console;

namespace Actors.Cli.Reports;

/// <summary>Moving things on a terminal.</summary>
internal static class Screen
{
    public static IAnsiConsole On(TextWriter error) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    /// <summary>Shows a spinner while something takes its time, if there is a screen.</summary>
    public static Task<T> WaitAsync<T>(Terminal terminal, string what, Func<Task<T>> work) =>
        terminal.IsInteractive ? On(terminal.Error).Status().StartAsync(what, _ => work()) : work();
}
