using System.Runtime.InteropServices;

namespace Actors.Unicode.Packed;

/// <summary>A span that may be a field: numbers in memory that never moves and lives as long as the process.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PackedSpan<T>(T* start, int length)
    where T : unmanaged
{
    public int Length => length;

    public ReadOnlySpan<T> Span => new(start, length);

    public T this[int index] => Span[index];

    public PackedSpan<T> Slice(int from, int count) =>
        from >= 0 && count >= 0 && from <= length - count ? new PackedSpan<T>(start + from, count) : throw new ArgumentOutOfRangeException(nameof(from));

    /// <summary>The same bytes as other numbers.</summary>
    public PackedSpan<TOther> As<TOther>()
        where TOther : unmanaged => new((TOther*)start, (int)((long)length * sizeof(T) / sizeof(TOther)));
}
