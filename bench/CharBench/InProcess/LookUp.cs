using System.Buffers;
using Actors.Unicode;

namespace Actors.CharBench.InProcess;

/// <summary>One search of the index, its request made beforehand.</summary>
public sealed class LookUp(CharIndex index, string text, CharMode mode = CharMode.Words, CharWindow? window = null)
{
    // One buffer for all, as a grain has one for all its calls; everything here runs on one thread.
    private static readonly ArrayBufferWriter<byte> Rows = new(256 << 10);

    private readonly CharQuery _query = new(text, mode);

    // One row: the search alone, nearly.
    private readonly CharWindow _window = window ?? new CharWindow(1);

    public string Text => text;

    public CharResult Find()
    {
        Rows.ResetWrittenCount();
        return index.Find(_query, _window, RowFormat.Json, Rows);
    }

    /// <summary>Bytes that one call allocates, exactly: only this thread's are counted.</summary>
    public double Allocated()
    {
        const int calls = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < calls; call++) Find();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / calls;
    }
}
