using System.Buffers;
using System.Diagnostics;

namespace Actors.Unicode.Tests;

public sealed class CharIndexAllocationTests
{
    [Theory]
    [InlineData("rook", CharMode.Words)]
    [InlineData("chess black", CharMode.Seed)]
    [InlineData("small letter a with acute", CharMode.Words)]
    [InlineData("cjk", CharMode.Seed)]
    [InlineData("hangul ga", CharMode.Words)]
    [InlineData("4e00 squared", CharMode.Words)]
    [InlineData("xyzzy", CharMode.Seed)]
    [InlineData("cat*", CharMode.Words)]
    [InlineData("c* letter", CharMode.Words)]
    public void A_search_for_words_and_prefixes_allocates_nothing(string text, CharMode mode)
    {
        var query = new CharQuery(text, mode);
        var older = query with { Unicode = "14.0" };
        var window = new CharWindow(50);
        var rows = new ArrayBufferWriter<byte>(1 << 20);
        // Code that was compiled ahead is compiled once more while it runs, first so that it counts, and that may allocate where
        // neither the first nor the last does: three in a row say that this is over.
        var patience = Stopwatch.StartNew();
        var last = new[] { Measure(), Measure(), Measure() };
        while (last.Any(bytes => bytes != 0) && patience.Elapsed < TimeSpan.FromSeconds(20))
            last = [last[1], last[2], Measure()];

        Assert.Equal([0L, 0L, 0L], last);

        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var count = 0; count < 20; count++)
            {
                rows.ResetWrittenCount();
                _ = Lookup.Index.Find(query, window, RowFormat.Json, rows);
                _ = Lookup.Index.Find(older, window, RowFormat.Text, rows);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
