using Actors.Unicode.Packed;

namespace Actors.Unicode.Characters;

/// <summary>A set of documents as sorted runs: first document and the one after the last, in turn.</summary>
internal readonly struct DocumentRuns(PackedSpan<int> bounds)
{
    public ReadOnlySpan<int> Bounds => bounds.Span;

    public bool Contains(int document)
    {
        // An even number of bounds at or before a document means that it lies between two runs.
        var all = bounds.Span;
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (all[middle] <= document)
                low = middle + 1;
            else
                high = middle;
        }

        return (low & 1) == 1;
    }
}
