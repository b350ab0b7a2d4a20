using System.CommandLine;
using System.Globalization;
using Actors.Cli.Nodes;
using Actors.Client.Harvests;

namespace Actors.Cli.Harvests;

/// <summary><c>actors list</c>: the kept harvests, newest first.</summary>
internal static class ListCommand
{
    private const int PageSize = 200;

    private static readonly string[] Titles = ["ID", "ORIGIN", "STATE", "DONE", "OK", "NOT FOUND", "FAILED", "CANCELLED", "STARTED"];

    public static Command Create(Terminal terminal)
    {
        var limit = Inputs.Number("--limit", ["-l"], 1, int.MaxValue, "Only the newest N.");
        var gateway = Inputs.Gateway();
        var command = new Command("list", "List harvests, newest first.") { limit, gateway };
        command.SetAction((parsed, _) => RunAsync(terminal, parsed.GetValue(limit) ?? int.MaxValue, parsed.GetValue(gateway)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, int limit, string? gateway)
    {
        terminal.Interrupts.Listen();
        await using var node = await NodeAccess.OpenAsync(gateway, terminal);
        using var client = node.Connect();
        List<string[]> rows = [Titles];
        string? after = null;
        do
        {
            var page = await client.ListHarvestsAsync(Math.Min(limit - rows.Count + 1, PageSize), after, terminal.Interrupts.Token);
            rows.AddRange(page.Items.Select(Row));
            after = page.Next;
        }
        while (after is not null && rows.Count <= limit);

        var widths = Titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            await terminal.Out.WriteLineAsync(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return ExitCode.Ok;
    }

    private static string[] Row(Harvest harvest) =>
    [
        harvest.Id, harvest.Origin, harvest.State, $"{harvest.Total - harvest.Pending}/{harvest.Total}", $"{harvest.Ok}",
        $"{harvest.NotFound}", $"{harvest.Failed}", $"{harvest.Cancelled}",
        harvest.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    ];
}
