using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Actors.Unicode;

namespace Actors.CharBench;

/// <summary>Loads the index in a process that does nothing else, and says what that cost as one line of JSON.</summary>
internal static class MemoryChild
{
    public const string Argument = "--load-and-tell";

    // Every mode, sort and kind of term; keywords of each language; prefixes and typing errors, which look at every word.
    private static readonly CharQuery[] Queries =
    [
        .. new[] { "c", "cat fa", "gato", "chat", "katze", "coração", "猫", "brakcet", "sqaured circl", "-cat", "♜", "265C" }
            .Select(text => new CharQuery(text, CharMode.Smart)),
        .. new[]
        {
            "kw.en:cat", "kw.es:gato", "kw.fr:chat", "kw.de:katze", "kw.pt:gato", "kw.ja:猫", "kw:cat", "alias:nbsp",
            "name:rook", "c*", "ha*", "4*", "\"black chess\"", "gc:Lu", "sc:Latin", "scx:Deva", "block:Arrows", "age<=6.3", "is:emoji",
            "cjk ideograph", "hangul syllable ga", "U+0000..U+10FFFF",
        }.Select(text => new CharQuery(text, CharMode.Words, CharSort.Relevance)),
        new("cat face", CharMode.Seed), new("cjk", CharMode.Seed, CharSort.Relevance), new("letter", CharMode.Words, Unicode: "6.3"),
    ];

    public static void Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var index = CharIndex.Load();
        var load = Stopwatch.GetElapsedTime(start);
        var loadCpu = Environment.CpuUsage.TotalTime - cpuBefore;

        var rows = new ArrayBufferWriter<byte>(1 << 20);
        var asked = Stopwatch.GetTimestamp();
        index.Find(new CharQuery("cat face"), new CharWindow(25), RowFormat.Json, rows);
        var first = Stopwatch.GetElapsedTime(asked);

        foreach (var query in Queries)
        {
            rows.ResetWrittenCount();
            if (index.Find(query, new CharWindow(200), RowFormat.Json, rows).Total == 0 && query.Text is not "-cat")
                throw new InvalidOperationException($"'{query.Text}' finds nothing.");
            rows.ResetWrittenCount();
            index.WriteFacets(query, rows);
        }

        rows.ResetWrittenCount();
        index.WriteDetails("U+265C", rows);
        rows = null;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(index);
        Console.WriteLine(JsonSerializer.Serialize(new Loaded(
            heap, Resource(), Environment.WorkingSet, load.TotalMilliseconds, loadCpu.TotalMilliseconds, first.TotalMilliseconds)));
    }

    private static long Resource()
    {
        var assembly = typeof(CharIndex).Assembly;
        return assembly.GetManifestResourceNames().Sum(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return stream.Length;
        });
    }
}

/// <param name="Heap">Managed bytes that the index holds after queries of every kind.</param>
/// <param name="Resource">Bytes of the packed data, which is mapped with the assembly.</param>
/// <param name="WorkingSet">Bytes of the whole process.</param>
/// <param name="Load">Milliseconds of <see cref="CharIndex.Load"/>.</param>
/// <param name="LoadCpu">The same in processor time of all threads.</param>
/// <param name="First">Milliseconds of the first query, nothing compiled yet.</param>
internal sealed record Loaded(long Heap, long Resource, long WorkingSet, double Load, double LoadCpu, double First);
