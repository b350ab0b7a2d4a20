using System.Text;

namespace Actors.Unicode.Tests;

public sealed class CharIndexPagesTests
{
    private const int MostPages = 20;

    public static TheoryData<string, CharMode, string?> Queries => new()
    {
        { "cat face", CharMode.Seed, null },
        { "rook", CharMode.Words, "14.0" },
        { "cjk ideograph", CharMode.Seed, null },
        { "digit", CharMode.Seed, "6.3" },
        { "letter small", CharMode.Words, null },
        { "ca*", CharMode.Words, null },
        { "gc:Sm -arrow OR is:emoji", CharMode.Words, null },
        { "-letter -cjk", CharMode.Words, null },
        { "circ", CharMode.Smart, null },
        { "heart", CharMode.Smart, "12.1" },
        { "braile dots-1234*", CharMode.Smart, null },
        { "♜♖♜a", CharMode.Words, null },
        { "♜♖♜♜♖♜♜♖♜", CharMode.Words, null },
        { "xyzzy", CharMode.Words, null },
        { "", CharMode.Seed, null },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Pages_put_together_are_all_rows_once(string query, CharMode mode, string? unicode)
    {
        foreach (var sort in new CharSort?[] { null, CharSort.CodePoint, CharSort.Relevance })
        {
            var all = Lines(Lookup.Find(query, mode, unicode, sort));
            Assert.Null(Lookup.Find(query, mode, unicode, sort).Result.Next);
            foreach (var limit in new[] { 1, 2, 7, 50, 199, 200, 1000 })
            {
                ByCursor(new CharQuery(query, mode, sort, unicode), all, limit);
                ByPosition(new CharQuery(query, mode, sort, unicode), all, limit);
            }

            if (!query.Contains('♜', StringComparison.Ordinal))
                Assert.Equal(all.Count, all.Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Both_orders_have_the_same_rows(string query, CharMode mode, string? unicode)
    {
        var byCode = Lookup.Codes(query, mode, unicode, CharSort.CodePoint);
        if (!query.Contains('♜', StringComparison.Ordinal))
            Assert.Equal(byCode.Order(), byCode);
        Assert.Equal(byCode.Order(), Lookup.Codes(query, mode, unicode, CharSort.Relevance).Order());
    }

    [Theory]
    [InlineData(CharMode.Seed, CharSort.CodePoint)]
    [InlineData(CharMode.Words, CharSort.CodePoint)]
    [InlineData(CharMode.Smart, CharSort.Relevance)]
    public void Every_mode_has_its_order(CharMode mode, CharSort sort) => Assert.Equal(sort, Lookup.Find("rook", mode).Result.Sort);

    [Theory]
    [InlineData(0, 3, 18, 0, 3)]
    [InlineData(5, 5, 18, 5, 0)]
    [InlineData(17, 99, 18, 17, 1)]
    [InlineData(18, 20, 18, 18, 0)]
    [InlineData(99, 200, 18, 18, 0)]
    [InlineData(9, 3, 18, 9, 0)]
    public void A_slice_keeps_the_full_count(int start, int stop, int total, int from, int count)
    {
        foreach (var sort in Enum.GetValues<CharSort>())
        {
            var result = Lookup.Find("rook", sort: sort, window: new CharWindow(200, Start: start, Stop: stop)).Result;

            Assert.Equal((total, from, count), (result.Total, result.From, result.Count));
            Assert.Null(result.Next);
        }
    }

    [Fact]
    public void A_cursor_fits_only_its_query()
    {
        var next = Lookup.Find("rook", unicode: "14", window: new CharWindow(2)).Result.Next;

        Assert.Equal("cursor_mismatch", Refused(new CharQuery("rooks", Unicode: "14"), next));
        Assert.Equal("cursor_mismatch", Refused(new CharQuery("rook"), next));
        Assert.Equal("cursor_mismatch", Refused(new CharQuery("rook", CharMode.Seed, Unicode: "14"), next));
        Assert.Equal("cursor_mismatch", Refused(new CharQuery("rook", Sort: CharSort.Relevance, Unicode: "14"), next));
        Assert.Equal("invalid_cursor", Refused(new CharQuery("rook", Unicode: "14"), next![..^1]));
        Assert.Equal("invalid_cursor", Refused(new CharQuery("rook", Unicode: "14"), ""));
        // The same order and version, only written otherwise.
        Assert.Equal(2, Lookup.Find("rook", unicode: "14.0", sort: CharSort.CodePoint, window: new CharWindow(2, next)).Result.From);

        static string Refused(CharQuery query, string? after)
        {
            var refused = Lookup.Refused(() => Lookup.Find(Lookup.Index, query, new CharWindow(2, after)));
            Assert.Equal("after", refused.Field);
            return refused.Code;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_a_mistake_of_the_caller(int limit) =>
        Assert.Throws<ArgumentException>(() => Lookup.Find("rook", window: new CharWindow(limit)));

    // From the start, and, of long results, a few pages from the middle on.
    private static void ByCursor(CharQuery query, List<string> all, int limit)
    {
        var (position, pages) = (0, 0);
        string? after = null;
        do
        {
            var page = Lookup.Find(Lookup.Index, query, new CharWindow(limit, after));
            Assert.Equal((all.Count, position), (page.Result.Total, page.Result.From));
            Assert.Equal(Math.Min(limit, all.Count - position), page.Result.Count);
            Assert.Equal(all.Skip(position).Take(limit), Lines(page));
            position += page.Result.Count;
            after = page.Result.Next;
            Assert.Equal(position < all.Count, after is not null);
            if (++pages == MostPages / 2 && all.Count - position > MostPages * limit)
            {
                position = all.Count - (limit * MostPages / 3) - 1;
                after = Lookup.Find(Lookup.Index, query, new CharWindow(1, Start: position - 1)).Result.Next;
            }
        }
        while (after is not null);
        Assert.Equal(all.Count, position);
    }

    private static void ByPosition(CharQuery query, List<string> all, int limit)
    {
        var step = Math.Max(1, all.Count / limit / MostPages) * limit;
        for (var start = 0; start < all.Count; start += step)
        {
            var page = Lookup.Find(Lookup.Index, query, new CharWindow(limit, Start: start, Stop: start + limit));
            Assert.Equal((all.Count, start), (page.Result.Total, page.Result.From));
            Assert.Equal(all.Skip(start).Take(limit), Lines(page));
        }
    }

    private static List<string> Lines(Answer answer) =>
        [.. Encoding.UTF8.GetString(answer.Rows.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
}
