using Actors.Cli.Nodes;
using Actors.Unicode;

namespace Actors.Cli.Chars;

/// <summary>One look-up from start to exit status. Finding nothing is a good end, and so is a reader that wants no more.</summary>
internal static class CharsRun
{
    /// <param name="gateway">Who is asked; null = the data of this program.</param>
    public static async Task<int> RunAsync(CharsOptions options, Uri? gateway, Terminal terminal)
    {
        terminal.Interrupts.ExitAtOnce();
        try
        {
            if (gateway is null)
                await IndexLookUp.PrintAsync(options, terminal);
            else
                await AskAsync(options, gateway, terminal);
            return ExitCode.Ok;
        }
        catch (QueryException e)
        {
            var where = e.Position is { } position ? $" (position {position})" : "";
            throw CommandException.Usage($"{e.Message}{where} ({e.Code})", e);
        }
        catch (InvalidDataException e)
        {
            throw CommandException.Failed($"The character data of this program is damaged: {e.Message}", e);
        }
        catch (IOException e)
        {
            // A pipe whose reader has left is not among these: the console drops what it cannot deliver there.
            throw CommandException.Failed($"The output cannot be written: {e.Message}", e);
        }
    }

    private static async Task AskAsync(CharsOptions options, Uri gateway, Terminal terminal)
    {
        using var client = NodeKey.Connect(gateway, terminal.Variable);
        await new GatewayLookUp(client, options, terminal).PrintAsync();
    }
}
