using System.Text;
using System.Text.Json;
using Actors.Grains.Chars;
using Actors.Unicode;

namespace Actors.Grains.Tests.Chars;

public sealed class CharIndexGrainTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ICharIndexGrain Chars => cluster.Grains.GetGrain<ICharIndexGrain>(0);

    [Fact]
    public async Task A_page_carries_its_rows_and_everything_about_them()
    {
        var page = await Chars.Find(new CharRequest("chess black", "words", Limit: 2));

        Assert.Equal(("words", "cp", "18.0", 35, 0, 2), (page.Mode, page.Sort, page.Unicode, page.Total, page.From, page.Count));
        Assert.Equal("35 matches for 'chess black'", page.Status);
        Assert.Equal("18.0", page.Version.Unicode);
        Assert.Null(page.Used);
        Assert.NotNull(page.Next);
        Assert.Equal(["U+265A", "U+265B"], Codes(page));
    }

    [Fact]
    public async Task Pages_by_cursor_and_by_position_go_on_where_the_last_one_ended()
    {
        var first = await Chars.Find(new CharRequest("chess black", Limit: 20));
        var next = await Chars.Find(new CharRequest("chess black", Limit: 20, After: first.Next));
        var slice = await Chars.Find(new CharRequest("chess black", Start: 20, Stop: 35));

        Assert.Equal((20, 15), (next.From, next.Count));
        Assert.Null(next.Next);
        Assert.Equal(next.Rows, slice.Rows);
        Assert.Equal(35, Codes(first).Concat(Codes(next)).Distinct().Count());
    }

    [Fact]
    public async Task Every_lane_answers_with_the_same_bytes()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, CharLanes.Count).Select(
            lane => cluster.Grains.GetGrain<ICharIndexGrain>(lane).Find(new CharRequest("braille", Limit: 300))));

        Assert.All(pages, page => Assert.Equal(pages[0].Rows, page.Rows));
        Assert.Equal(256, pages[0].Count);
    }

    [Fact]
    public async Task Answers_given_at_once_do_not_mix()
    {
        string[] words = ["rook", "braille", "cat", "digit", "sun", "hexagram"];
        var alone = new Dictionary<string, byte[]>();
        foreach (var word in words)
        {
            alone[word] = (await Chars.Find(new CharRequest(word, Limit: 1000))).Rows;
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 300).Select(
            async n => (Word: words[n % words.Length], Page: await Chars.Find(new CharRequest(words[n % words.Length], Limit: 1000)))));

        Assert.All(together, answer => Assert.Equal(alone[answer.Word], answer.Page.Rows));
    }

    [Fact]
    public async Task Text_is_the_books_lines()
    {
        var page = await Chars.Find(new CharRequest("chess rook black", "seed", Unicode: "6.3", Format: CharFormat.Text));

        Assert.Equal("U+265C \t♜\tBLACK CHESS ROOK\r\n", Encoding.UTF8.GetString(page.Rows));
        Assert.Equal("1 match for 'chess rook black'", page.Status);
        Assert.Equal("6.3", page.Unicode);
    }

    [Fact]
    public async Task Smart_says_what_it_used()
    {
        var page = await Chars.Find(new CharRequest("circl", "smart"));

        Assert.Equal("relevance", page.Sort);
        Assert.NotNull(page.Used);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(page.Used).ValueKind);
    }

    [Theory]
    [InlineData("seed")]
    [InlineData("words")]
    [InlineData("smart")]
    public async Task A_blank_query_is_refused_in_lists_and_facets(string mode)
    {
        foreach (var blank in (string[])["", "  ", "\u2003\t"])
        {
            Assert.Equal("empty_query", (await Refused(() => Chars.Find(new CharRequest(blank, mode)))).Code);
            Assert.Equal("empty_query", (await Refused(() => Chars.Facets(new CharRequest(blank, mode)))).Code);
        }
    }

    [Fact]
    public async Task The_book_finds_nothing_by_a_blank_query()
    {
        var page = await Chars.Find(new CharRequest(" ", "seed", Format: CharFormat.Text));

        Assert.Equal((0, "No match for ''"), (page.Total, page.Status));
        Assert.Empty(page.Rows);
    }

    [Fact]
    public async Task A_query_that_cannot_be_used_arrives_with_code_field_and_position()
    {
        var unbalanced = await Refused(() => Chars.Find(new CharRequest("cat (face")));
        var mode = await Refused(() => Chars.Find(new CharRequest("cat", "fast")));
        var unicode = await Refused(() => Chars.Find(new CharRequest("cat", Unicode: "5.9")));
        var limit = await Refused(() => Chars.Find(new CharRequest("cat", Limit: 0)));
        var cursor = await Refused(() => Chars.Find(new CharRequest("cat", After: "nonsense")));
        var code = await Refused(() => Chars.Describe("U+110000"));

        Assert.Equal(("unbalanced_parenthesis", "q", 4), (unbalanced.Code, unbalanced.Field, unbalanced.Position));
        Assert.Equal(("unknown_mode", "mode"), (mode.Code, mode.Field));
        Assert.Equal(("unknown_unicode", "unicode"), (unicode.Code, unicode.Field));
        Assert.Equal(("invalid_limit", "limit"), (limit.Code, limit.Field));
        Assert.Equal(("invalid_cursor", "after"), (cursor.Code, cursor.Field));
        Assert.Equal(("code_out_of_range", "code"), (code.Code, code.Field));
    }

    [Fact]
    public async Task Details_and_facets_are_json_objects()
    {
        var details = await Chars.Describe("265C");
        var facets = await Chars.Facets(new CharRequest("chess black"));

        Assert.Equal("BLACK CHESS ROOK", JsonElement.Parse(details.Json).GetProperty("name").GetString());
        Assert.Equal(35, JsonElement.Parse(facets.Json).GetProperty("total").GetInt32());
        Assert.Equal(details.Version, facets.Version);
    }

    [Fact]
    public async Task Early_questions_are_answered_when_the_data_is_there()
    {
        var held = new TaskCompletionSource();
        await using var silo = await CharFixture.Start(() =>
        {
            // The load runs on a thread of its own, so holding it up holds nobody else.
            held.Task.Wait(Patience, Cancel);
            return CharIndex.Load();
        });

        var early = Enumerable.Range(0, 8).Select(lane => silo.Chars(lane).Find(new CharRequest("rook", "seed", Unicode: "6.3"))).ToArray();
        Assert.All(early, question => Assert.False(question.IsCompleted));
        held.SetResult();

        Assert.All(await Task.WhenAll(early).WaitAsync(Patience, Cancel), page => Assert.Equal(2, page.Total));
    }

    [Fact]
    public async Task Without_data_every_question_fails_with_the_reason()
    {
        await using var silo = await CharFixture.Start(() => throw new InvalidDataException("damaged"));

        var error = await Assert.ThrowsAsync<CharIndexUnavailableException>(
            () => silo.Chars().Find(new CharRequest("rook")).WaitAsync(Patience, Cancel));

        Assert.Equal("chars_unavailable", error.Code);
        await Assert.ThrowsAsync<CharIndexUnavailableException>(() => silo.Chars(1).Describe("265C").WaitAsync(Patience, Cancel));
    }

    private static IEnumerable<string?> Codes(CharPage page) =>
        JsonElement.Parse($"[{Encoding.UTF8.GetString(page.Rows)}]").EnumerateArray().Select(row => row.GetProperty("code").GetString());

    private static Task<CharQueryException> Refused<T>(Func<Task<T>> ask) => Assert.ThrowsAsync<CharQueryException>(ask);
}
