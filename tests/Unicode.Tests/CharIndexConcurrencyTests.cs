using System.Buffers;

namespace Actors.Unicode.Tests;

public sealed class CharIndexConcurrencyTests
{
    private static readonly CharQuery[] Queries =
    [
        new("rook"), new("cjk ideograph", CharMode.Seed), new("chess black", CharMode.Seed, Unicode: "6.3"), new("cat*"), new("c* -letter"),
        new("circ", CharMode.Smart), new("brailel", CharMode.Smart), new("coração", CharMode.Smart), new("\"rightwards black arrow\""),
        new("gc:Sm age>=16 OR is:emoji", Sort: CharSort.Relevance), new("letter small a", Sort: CharSort.Relevance), new("♜♖♜"),
        new("4e00"), new("hangul ga"), new("U+2600..U+26FF sc:common"), new("digit", Unicode: "3.0"), new("kw.ja:笑"), new("U+D800"),
    ];

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        // An index of its own, so that what is made on first use is made by all at once.
        var index = CharIndex.Load();
        var expected = Array.ConvertAll(Queries, query => Answer(Lookup.Index, query));
        var wrong = 0;

        var eight = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(0, 3_000, eight, number =>
        {
            var query = number * 7 % Queries.Length;
            if (Answer(index, Queries[query]) != expected[query])
                Interlocked.Increment(ref wrong);
        });

        Assert.Equal(0, wrong);
    }

    [Fact]
    public void One_thread_may_use_two_indexes_in_turn()
    {
        var other = CharIndex.Load();
        foreach (var query in Queries)
        {
            Assert.Equal(Answer(Lookup.Index, query), Answer(other, query));
            Assert.Equal(Answer(other, query), Answer(Lookup.Index, query));
        }
    }

    private static (int Total, string? Next, string Rows) Answer(CharIndex index, CharQuery query)
    {
        var rows = new ArrayBufferWriter<byte>();
        var result = index.Find(query, new CharWindow(40), RowFormat.Json, rows);
        return (result.Total, result.Next, Convert.ToBase64String(rows.WrittenSpan));
    }
}
