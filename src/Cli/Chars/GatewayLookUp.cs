using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Actors.Client;
using Actors.Client.Chars;

namespace Actors.Cli.Chars;

/// <summary>Answers from a node, page by page.</summary>
internal sealed class GatewayLookUp(ActorsClient client, CharsOptions options, Terminal terminal)
{
    private const int CodeWidth = 7;

    private readonly CharSearch _search = new(options.Query) { Mode = options.Mode, Sort = options.Sort, Unicode = options.Unicode };
    private readonly CancellationToken _cancel = terminal.Interrupts.Token;
    private int _left = options.Limit ?? int.MaxValue;

    public Task PrintAsync() => options.Json ? PrintJsonAsync() : PrintTextAsync();

    private async Task PrintTextAsync()
    {
        var shown = 0;
        CharPage page;
        string? after = null;
        do
        {
            page = await client.FindCharsAsync(_search, Take(), after, _cancel);
            await terminal.Out.WriteAsync(string.Concat(page.Items.Select(
                row => $"{row.Code.PadRight(CodeWidth)}\t{Shown(row.Text)}\t{row.Name}\n")));
            shown += page.Items.Length;
            after = page.Next;
        }
        while (after is not null && _left > 0);

        await Closing.PrintAsync(terminal, page.Status, shown, page.Total);
    }

    // As the index itself writes lines: a control would act on the terminal instead of being seen.
    private static string Shown(string? character) => character is [var single] && char.IsControl(single) ? "" : character ?? "";

    private async Task PrintJsonAsync()
    {
        var bytes = await client.FindCharsJsonAsync(_search, Take(), null, _cancel);
        if (_left > 0)
            bytes = await JoinAsync(bytes);
        await terminal.Out.WriteLineAsync(Encoding.UTF8.GetString(bytes.Span));
    }

    // The first page with the items of all, and the cursor of the last. Printed when it is whole.
    private async Task<ReadOnlyMemory<byte>> JoinAsync(ReadOnlyMemory<byte> first)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer);
        using var head = JsonDocument.Parse(first);
        var next = Next(head);
        json.WriteStartObject();
        foreach (var member in head.RootElement.EnumerateObject().Where(member => member.Name is not "next"))
        {
            if (member.Name is not "items")
            {
                json.WritePropertyName(member.Name);
                Copy(member.Value, json);
                continue;
            }

            json.WriteStartArray("items");
            CopyItems(member.Value, json);
            while (next is not null && _left > 0)
            {
                using var page = JsonDocument.Parse(await client.FindCharsJsonAsync(_search, Take(), next, _cancel));
                CopyItems(page.RootElement.GetProperty("items"), json);
                next = Next(page);
            }

            json.WriteEndArray();
        }

        json.WriteString("next", next);
        json.WriteEndObject();
        await json.FlushAsync(_cancel);
        return buffer.WrittenMemory;
    }

    private static void CopyItems(JsonElement items, Utf8JsonWriter json)
    {
        foreach (var item in items.EnumerateArray())
            Copy(item, json);
    }

    // As it came: written again, every character beyond U+FFFF would become two escapes.
    private static void Copy(JsonElement value, Utf8JsonWriter json) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static string? Next(JsonDocument page) => page.RootElement.GetProperty("next").GetString();

    // How many rows the next page should have at most.
    private int Take()
    {
        var take = Math.Min(_left, ActorsClient.MaxCharPage);
        _left -= take;
        return take;
    }
}
