using System.Globalization;
using System.Text.Json;
using Actors.Cli.Nodes;
using Actors.Client;
using Actors.Client.Feeds;
using Actors.FrozenJson;

namespace Actors.Cli.Feeds;

/// <summary>One call of <c>actors feed</c>.</summary>
internal sealed class FeedRun(Terminal terminal, string? gateway, int limit)
{
    private const int PageSize = 200;

    /// <summary>Objects that are looked into for lists, without a path.</summary>
    private const int MostObjects = 100;

    private static readonly string[] Titles = ["NAME", "STATE", "VERSION", "BYTES", "FETCHED", "URL"];

    private CancellationToken Cancel => terminal.Interrupts.Token;

    public async Task<int> RunAsync(string? feed, IReadOnlyList<PathStep>? path, string? record)
    {
        if (record is not null && path is not null)
            throw CommandException.Usage("Either a path or --record, not both.");
        if (record is not null && feed is null)
            throw CommandException.Usage("--record needs the name of a feed.");
        terminal.Interrupts.Listen();
        await using var node = await NodeAccess.OpenAsync(gateway, terminal);
        using var client = node.Connect();
        try
        {
            await (feed is null ? List(client)
                : record is not null ? Record(await client.FindRecordAsync(feed, record, Cancel))
                : path is null ? Counts(client, feed)
                : Show(client, feed, [.. path.Select(step => step.Name ?? step.Index.ToString(CultureInfo.InvariantCulture))]));
            return ExitCode.Ok;
        }
        catch (ActorsProblemException e) when (e.Code is "fetch_failed" or "fetch_timeout")
        {
            await terminal.Error.WriteLineAsync($"actors: {e.Detail} ({e.Code})");
            return ExitCode.Failed;
        }
    }

    private async Task List(ActorsClient client)
    {
        List<string[]> rows = [Titles];
        for (string? after = null; ;)
        {
            var page = await client.ListFeedsAsync(after, Cancel);
            rows.AddRange(page.Items.Select(Row));
            if ((after = page.Next) is null)
                break;
        }

        var widths = Titles.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            await Say(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Row(FeedInfo feed) =>
    [
        feed.Name, feed.Error is null ? feed.State : $"{feed.State} ({feed.Error.Code})", feed.Version?[..8] ?? "-",
        feed.Bytes?.ToString(CultureInfo.InvariantCulture) ?? "-",
        feed.FetchedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-", feed.Url,
    ];

    /// <summary>How many are in each list, as the book prints it; in a document without lists in its first two levels, what it has.</summary>
    private async Task Counts(ActorsClient client, string feed)
    {
        var root = await client.LookAsync(feed, [], null, null, Cancel);
        var lists = new List<(string Name, int Count)>();
        foreach (var name in Shown(root))
        {
            var child = await client.LookAsync(feed, [name], 1, null, Cancel);
            if (child.Kind == "array")
                lists.Add((name, child.Length ?? 0));
            foreach (var inner in Shown(child))
            {
                if (await client.LookAsync(feed, [name, inner], 1, null, Cancel) is { Kind: "array" } list)
                    lists.Add((inner, list.Length ?? 0));
            }
        }

        if (lists.Count == 0)
            await Show(client, feed, []);
        foreach (var (name, count) in lists)
            await Say($"{count,3} {name}");
    }

    /// <summary>What a feed holds is a stranger's: its control characters are shown, not sent to the terminal.</summary>
    private Task Say(string text) => terminal.Out.WriteLineAsync(string.Concat(
        text.Select(letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? '\uFFFD' : letter)));

    private static IEnumerable<string> Shown(FeedNode node) => (node.Keys ?? []).Take(MostObjects);

    private async Task Show(ActorsClient client, string feed, string[] steps)
    {
        var node = await client.LookAsync(feed, steps, Math.Min(limit, PageSize), null, Cancel);
        switch (node.Kind)
        {
            case "value":
                await Say(Text(node.Value));
                break;
            case "object":
                foreach (var key in node.Keys ?? [])
                    await Say(key);
                break;
            default:
                await Items(client, feed, steps, node);
                break;
        }
    }

    private async Task Items(ActorsClient client, string feed, string[] steps, FeedNode page)
    {
        var shown = 0;
        while (true)
        {
            foreach (var item in (page.Items ?? []).Take(limit - shown))
            {
                shown++;
                await Say(item.GetRawText());
            }

            if (page.Next is null || shown >= limit)
                break;
            page = await client.LookAsync(feed, steps, Math.Min(limit - shown, PageSize), page.Next, Cancel);
        }

        if (shown < page.Length)
            await terminal.Error.WriteLineAsync($"{shown} of {page.Length} items; --limit {page.Length} shows all.");
    }

    private async Task Record(FeedNode found)
    {
        foreach (var member in found.Record?.EnumerateObject() ?? default)
            await Say($"{member.Name}: {Text(member.Value)}");
        foreach (var (reference, links) in found.Links ?? new Dictionary<string, JsonElement>())
        {
            foreach (var link in links.ValueKind == JsonValueKind.Array ? [.. links.EnumerateArray()] : (JsonElement[])[links])
                await Say($"{reference} -> {Link(link)}");
        }
    }

    private static string Link(JsonElement link)
    {
        var record = link.GetProperty("record").GetString()!;
        var value = link.GetProperty("value");
        return value.ValueKind != JsonValueKind.Object ? $"{record}: not in this feed"
            : value.TryGetProperty("name", out var name) ? $"{record}: {Text(name)}"
            : record;
    }

    /// <summary>A string as it is, anything else as JSON.</summary>
    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
