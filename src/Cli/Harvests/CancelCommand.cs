using System.CommandLine;
using Actors.Cli.Nodes;
using Actors.Cli.Reports;

namespace Actors.Cli.Harvests;

/// <summary><c>actors cancel ID</c>: ends a harvest of a running node and prints how it stands.</summary>
internal static class CancelCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = Inputs.HarvestId();
        var gateway = Inputs.Gateway();
        var command = new Command("cancel", "Cancel a harvest.") { id, gateway };
        command.SetAction((parsed, _) => RunAsync(terminal, parsed.GetRequiredValue(id), parsed.GetValue(gateway)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string id, string? gateway)
    {
        terminal.Interrupts.Listen();
        await using var node = await NodeAccess.OpenAsync(gateway, terminal);
        using var client = node.Connect();
        var harvest = await client.CancelHarvestAsync(id, terminal.Interrupts.Token);
        await terminal.Out.WriteLineAsync($"Harvest {harvest.Id}: {harvest.State}.");
        foreach (var line in BookLines.Counts(harvest.Ok, harvest.NotFound, harvest.Failed, harvest.Cancelled))
            await terminal.Out.WriteLineAsync(line);
        return ExitCode.Ok;
    }
}
