using System.Runtime.InteropServices;

namespace Actors.Unicode.Packed;

/// <summary>
/// Sorted words, and of each the sorted documents that have it. Their order serves prefixes, <see cref="WordSlots"/> whole words.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WordTable(TextTable words, PackedSpan<int> offsets, PackedSpan<int> postings, PackedSpan<uint> slots)
{
    public int Count => words.Count;

    public ReadOnlySpan<byte> Word(int number) => words[number];

    public ReadOnlySpan<int> Documents(int number)
    {
        var all = offsets.Span;
        var begin = all[number];
        return postings.Span.Slice(begin, all[number + 1] - begin);
    }

    /// <summary>The number of a word; -1 if it is none.</summary>
    public int Find(ReadOnlySpan<byte> word)
    {
        var all = slots.Span;
        var hash = WordSlots.Hash(word);
        var part = WordSlots.Part(hash);
        for (var place = WordSlots.Place(hash, all.Length); all[place] is not 0 and var slot; place = WordSlots.Next(place, all.Length))
        {
            if (WordSlots.PartOf(slot) == part && WordSlots.NumberOf(slot) is var number && words[number].SequenceEqual(word))
                return number;
        }

        return -1;
    }

    /// <summary>The words that begin so.</summary>
    public Range FindPrefix(ReadOnlySpan<byte> prefix)
    {
        var (first, high) = (words.LowerBound(prefix), Count);
        var low = first;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (words[middle].StartsWith(prefix))
                low = middle + 1;
            else
                high = middle;
        }

        return first..low;
    }
}
