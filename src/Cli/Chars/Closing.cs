namespace Actors.Cli.Chars;

/// <summary>What stands below the rows.</summary>
internal static class Closing
{
    /// <summary>The book's last line, which counts everything; and beside the results, how many of that were shown.</summary>
    public static async Task PrintAsync(Terminal terminal, string status, int shown, int total)
    {
        await terminal.Out.WriteLineAsync($"({status})");
        if (shown < total)
            await terminal.Error.WriteLineAsync($"{shown} of {total} shown; --all shows all of them.");
    }
}
