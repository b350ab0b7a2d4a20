using System.Runtime.InteropServices;
using System.Text;

namespace Actors.Unicode.Packed;

/// <summary>Numbered UTF-8 texts.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct TextTable(PackedSpan<int> offsets, PackedSpan<byte> bytes)
{
    public int Count => offsets.Length - 1;

    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var all = offsets.Span;
            var begin = all[number];
            return bytes.Span.Slice(begin, all[number + 1] - begin);
        }
    }

    public string Text(int number) => Encoding.UTF8.GetString(this[number]);

    /// <summary>Number of the first text that is not before this one in byte order; <see cref="Count"/> if all are. For sorted tables.</summary>
    public int LowerBound(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (this[middle].SequenceCompareTo(text) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
