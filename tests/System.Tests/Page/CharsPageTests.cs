using System.Text.Json;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Page;

/// <summary>
/// Searching for characters in a real browser. Leaves <c>chars-search.png</c>, <c>chars-narrow.png</c>, <c>chars-scroll.png</c>
/// and <c>chars-nojs.png</c> in <c>artifacts/</c>.
/// </summary>
public sealed class CharsPageTests
{
    private const int Mebi = 1 << 20;

    [Fact]
    public async Task Typing_shows_the_last_query_and_never_an_older_one_over_a_newer()
    {
        var seen = await Run("chars-search.mjs");

        Assert.Equal("Enter words describing characters.", Text(seen, "blank"));
        var order = seen.GetProperty("order").EnumerateArray().Select(index => index.GetInt32()).ToArray();
        Assert.Equal(order.Order(), order);
        Assert.All((int[])[3, 7, 13], index => Assert.Contains(index, order));
        Assert.Equal(seen.GetProperty("typed").GetInt32() - 1, order[^1]);
        var (black, expected) = (seen.GetProperty("black"), seen.GetProperty("black").GetProperty("expected"));
        Assert.Equal(Text(expected, "status"), Text(black, "message"));
        var rows = black.GetProperty("rows").EnumerateArray().Select(row => row.GetString()).ToArray();
        Assert.True(rows.Length >= 6, $"Only {rows.Length} rows.");
        Assert.Equal(expected.GetProperty("items").EnumerateArray().Select(item => Text(item, "code")).Take(rows.Length), rows);
        Assert.Equal("search", Assert.Single(seen.GetProperty("ids").EnumerateArray()).GetString());

        Assert.Equal($"Copied {Text(seen.GetProperty("copied"), "held")} {rows[1]}", Text(seen.GetProperty("copied"), "said"));
        Assert.Equal($"2 of {expected.GetProperty("total").GetInt32()}", Text(seen.GetProperty("current"), "place"));
        Assert.EndsWith("/chars?q=Braille", Text(seen, "visited"), StringComparison.Ordinal);
        Assert.EndsWith("/chars?q=chess+black#265B", Text(seen.GetProperty("back"), "url"), StringComparison.Ordinal);
        Assert.Equal("chess black", Text(seen.GetProperty("back"), "field"));

        Assert.Equal("""{"ran":null,"scripts":1,"images":0}""", seen.GetProperty("script").GetRawText());
        Assert.NotEqual("", Text(seen.GetProperty("mistyped"), "problem"));
        Assert.Equal("", Text(seen.GetProperty("mistyped"), "message"));
        Assert.Equal("", Text(seen.GetProperty("corrected"), "problem"));
        Assert.Equal(0, seen.GetProperty("singles").GetInt32());
        Assert.Equal(0, seen.GetProperty("overflow").GetInt32());
        Assert.Equal(0, seen.GetProperty("emptied").GetProperty("rows").GetInt32());
        Assert.EndsWith("/chars", Text(seen.GetProperty("emptied"), "url"), StringComparison.Ordinal);
        Browser.TookPictures("chars-search.png", "chars-narrow.png");
    }

    [Fact]
    public async Task Twenty_thousand_rows_pass_by_in_order_with_no_more_elements_or_memory_than_one_page()
    {
        var seen = await Run("chars-scroll.mjs");

        TestContext.Current.TestOutputHelper?.WriteLine(seen.GetRawText());
        Assert.Equal(seen.GetProperty("expectedTotal").GetInt32(), seen.GetProperty("total").GetInt32());
        Assert.True(seen.GetProperty("total").GetInt32() > 100_000);
        Assert.InRange(seen.GetProperty("most").GetInt32(), 10, 400);
        var (start, half, end) = (seen.GetProperty("start"), seen.GetProperty("half"), seen.GetProperty("end"));
        Assert.Equal(start.GetProperty("elements").GetInt32(), end.GetProperty("elements").GetInt32());
        // The window of pages is full at half; beyond that nothing may stay.
        Assert.True(Heap(end) - Heap(half) < Mebi, $"{Heap(half)} to {Heap(end)} bytes.");
        Assert.True(Heap(end) - Heap(start) < 6 * Mebi, $"{Heap(start)} to {Heap(end)} bytes.");
        foreach (var jump in (string[])["jumped", "last", "first"])
            Assert.Equal(Text(seen.GetProperty(jump), "expected"), Text(seen.GetProperty(jump), "shown"));
        Browser.TookPictures("chars-scroll.png");
    }

    [Fact]
    public async Task Without_a_socket_the_page_does_the_same_over_HTTP()
    {
        var seen = await Run("chars-refused.mjs");

        // Refused for good: coming back would not help.
        Assert.Equal(1, seen.GetProperty("sockets").GetInt32());
        Assert.Equal($"{seen.GetProperty("total").GetInt32()} matches for 'cjk'", Text(seen, "message"));
        Assert.StartsWith("U+", Text(seen, "last"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_whose_connection_breaks_is_answered_all_the_same_and_the_next_uses_a_new_connection()
    {
        var seen = await Run("chars-lost.mjs");

        Assert.Equal(2, seen.GetProperty("sockets").GetInt32());
        Assert.Equal("Connected again.", Text(seen, "connection"));
        Assert.Equal("""["rook","braille"]""", seen.GetProperty("searched").GetRawText());
        Assert.Equal(200, seen.GetProperty("place").GetInt32());
    }

    [Fact]
    public async Task Without_JavaScript_form_and_links_lead_through_all_pages()
    {
        var seen = await Run("chars-nojs.mjs");

        Assert.Equal("Enter words describing characters.", Text(seen, "blank"));
        var pages = seen.GetProperty("pages").EnumerateArray().ToArray();
        Assert.Equal("256 matches for 'braille pattern'", Text(pages[0], "message"));
        Assert.Equal([50, 50, 50, 50, 50, 6], pages.Select(page => page.GetProperty("rows").GetInt32()));
        Assert.Equal("Rows 251 to 256 of 256", Text(pages[^1], "caption"));
        Assert.Equal("Rows 1 to 50 of 256", Text(seen.GetProperty("first"), "caption"));
        Assert.Equal("""{"field":"<script>alert(1)</script>","scripts":0}""", seen.GetProperty("script").GetRawText());
        Browser.TookPictures("chars-nojs.png");
    }

    [Fact]
    public async Task Facets_versions_the_card_and_a_text_are_walked_through_by_keyboard_and_a_flag_meets_its_country()
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress());

        var seen = await browser.Run(stage, "chars-explore.mjs", gateway.Address);

        var narrowed = seen.GetProperty("narrowed");
        Assert.Equal("Chess Symbols", Text(narrowed.GetProperty("expected"), "value"));
        Assert.Equal($"{narrowed.GetProperty("expected").GetProperty("count").GetInt32()} matches for 'block:Chess_Symbols rook'", Text(narrowed, "message"));
        Assert.Equal("true", Text(narrowed, "pressed"));
        Assert.True(seen.GetProperty("isKept").GetBoolean());
        Assert.Equal("rook", Text(seen, "widened"));

        // The book's count, of the version that it had.
        Assert.Equal("75821 matches for 'cjk'", Text(seen.GetProperty("since63"), "message"));
        Assert.Equal("Unicode 6.3", Text(seen.GetProperty("since63"), "said"));
        Assert.InRange(seen.GetProperty("since63").GetProperty("steps").GetInt32(), 14, 14);

        Assert.Equal("6.1 3", Text(seen, "ages"));

        Assert.Equal("E2 99 95", Text(seen, "copied"));
        var shared = seen.GetProperty("shared");
        Assert.EndsWith("/chars?q=chess+white#2655", Text(shared, "link"), StringComparison.Ordinal);
        Assert.Equal(Text(shared, "here"), Text(shared, "message"));

        string[] expected =
        [
            "LATIN CAPITAL LETTER H", "LATIN SMALL LETTER E WITH ACUTE", "COMMA", "<control-000A>", "CJK UNIFIED IDEOGRAPH-4E16",
            "CJK UNIFIED IDEOGRAPH-754C", "SPACE", "WOMAN", "ZERO WIDTH JOINER", "GIRL", "SPACE", "<private-use-E000>",
        ];
        Assert.Equal(expected, Browser.Texts(seen.GetProperty("text"), "names"));
        Assert.Equal("", Text(seen.GetProperty("text"), "asked"));
        Assert.Equal(expected, Browser.Texts(seen, "reloaded"));

        Assert.Equal("Brazil, from local", Text(seen.GetProperty("flag"), "origin"));
        Assert.True(seen.GetProperty("flag").GetProperty("facts").GetInt32() > 0);
    }

    [Fact]
    public async Task A_facet_leads_to_as_many_results_as_it_says_and_neither_focus_nor_history_is_lost()
    {
        var seen = await Run("chars-refine.mjs");

        Assert.All(seen.GetProperty("narrowed").EnumerateArray(), one =>
        {
            Assert.Empty(one.GetProperty("atFirst").EnumerateArray());
            Assert.Equal(Text(one, "term"), Assert.Single(Browser.Texts(one.GetProperty("within"), "pressed")));
            Assert.Equal(one.GetProperty("count").GetInt32(), one.GetProperty("within").GetProperty("total").GetInt32());
            Assert.Equal(one.GetProperty("before").GetInt32(), one.GetProperty("after").GetInt32());
        });
        Assert.Equal(
            ["(cat OR circ*)", "face -(cat OR dog)", "(block:Chess_Symbols OR rook)", "((white (king OR queen)) OR \"black rook\")"],
            seen.GetProperty("narrowed").EnumerateArray().Select(one => Text(one, "last")));
        Assert.Equal(("block", "list"), (Text(seen, "more"), Text(seen, "found")));
        Assert.Equal("hexagram", Text(seen, "typedAfterSearch"));
        Assert.True(seen.GetProperty("ofText").GetProperty("slider").GetBoolean());
        Assert.Equal(["WHITE CHESS KING", "WHITE CHESS KING", "WHITE CHESS QUEEN"], Browser.Texts(seen, "cards"));
        Assert.Equal((0, 0), (seen.GetProperty("unlisted").GetInt32(), seen.GetProperty("book").GetInt32()));
        Assert.Equal("smart", Text(seen.GetProperty("left"), "mode"));
        Assert.True(seen.GetProperty("left").GetProperty("total").GetInt32() > 0);
    }

    private static async Task<JsonElement> Run(string script)
    {
        await using var stage = new Stage();
        var browser = await Browser.Prepare(stage);
        var gateway = await stage.StartServe(Stage.FreeAddress(), ("Origin__Embedded", "false"));
        return await browser.Run(stage, script, gateway.Address);
    }

    private static string? Text(JsonElement seen, string name) => seen.GetProperty(name).GetString();

    private static long Heap(JsonElement cost) => cost.GetProperty("heap").GetInt64();
}
