namespace Actors.Cli;

/// <summary>The world around a command: where it writes, what it may ask of its surroundings.</summary>
internal sealed record Terminal
{
    /// <summary>Results: lines that someone may pipe on.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Everything else: errors, progress, hints.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>True if <see cref="Error"/> is a screen on which a bar or a spinner can move.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>Relative paths and the configuration begin here.</summary>
    public required string Directory { get; init; }

    /// <summary>An environment variable; null if it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required Interrupts Interrupts { get; init; }

    /// <inheritdoc cref="Arguments.OfProcess"/>
    public Func<byte[]?> RawArguments { get; init; } = () => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess(Interrupts interrupts) => new()
    {
        // Always UTF-8, whatever the locale says; and without Console.Out, which would prepare the terminal for reading keys.
        Out = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), leaveOpen: true) { AutoFlush = true }),
        Error = Console.Error,
        IsInteractive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
        Directory = System.IO.Directory.GetCurrentDirectory(),
        Variable = Environment.GetEnvironmentVariable,
        Interrupts = interrupts,
        RawArguments = Arguments.OfProcess,
    };
}
