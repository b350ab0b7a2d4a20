using System.Numerics;
using System.Runtime.InteropServices;

namespace Actors.Unicode.Index;

/// <summary>Sets of documents as bits: 21.6 KB for all characters.</summary>
internal static class Bitmap
{
    private const int Bits = 64;

    public static int WordsFor(int documents) => (documents + Bits - 1) / Bits;

    public static bool Contains(ReadOnlySpan<ulong> set, int document) => ((set[document >> 6] >> document) & 1) != 0;

    public static void Add(Span<ulong> set, int document) => set[document >> 6] |= 1UL << document;

    public static void Add(Span<ulong> set, ReadOnlySpan<int> documents)
    {
        foreach (var document in documents)
            set[document >> 6] |= 1UL << document;
    }

    /// <summary>Adds the documents from the first to the one before the end.</summary>
    public static void AddRange(Span<ulong> set, int first, int end)
    {
        if (first >= end)
            return;
        var (low, high) = (first >> 6, (end - 1) >> 6);
        var (head, tail) = (ulong.MaxValue << first, ulong.MaxValue >> (Bits - 1 - ((end - 1) & (Bits - 1))));
        if (low == high)
        {
            set[low] |= head & tail;
            return;
        }

        set[low] |= head;
        set[(low + 1)..high].Fill(ulong.MaxValue);
        set[high] |= tail;
    }

    /// <summary>Adds runs: first document and the one after the last, in turn.</summary>
    public static void AddRuns(Span<ulong> set, ReadOnlySpan<int> bounds)
    {
        for (var index = 0; index + 1 < bounds.Length; index += 2)
            AddRange(set, bounds[index], bounds[index + 1]);
    }

    public static void And(Span<ulong> set, ReadOnlySpan<ulong> other) => Combine<AndOperation>(set, other);

    public static void Or(Span<ulong> set, ReadOnlySpan<ulong> other) => Combine<OrOperation>(set, other);

    /// <summary>Takes the other's documents away.</summary>
    public static void AndNot(Span<ulong> set, ReadOnlySpan<ulong> other) => Combine<AndNotOperation>(set, other);

    public static int Count(ReadOnlySpan<ulong> set)
    {
        // Four counters, or each addition would wait for the one before.
        int a = 0, b = 0, c = 0, d = 0, index = 0;
        for (; index + 3 < set.Length; index += 4)
        {
            a += BitOperations.PopCount(set[index]);
            b += BitOperations.PopCount(set[index + 1]);
            c += BitOperations.PopCount(set[index + 2]);
            d += BitOperations.PopCount(set[index + 3]);
        }

        for (; index < set.Length; index++)
            a += BitOperations.PopCount(set[index]);
        return a + b + c + d;
    }

    /// <summary>How many documents before the end.</summary>
    public static int CountBefore(ReadOnlySpan<ulong> set, int end)
    {
        var whole = end >> 6;
        var count = Count(set[..whole]);
        return (end & (Bits - 1)) == 0 ? count : count + BitOperations.PopCount(set[whole] & ~(ulong.MaxValue << end));
    }

    /// <summary>How many documents from the first to the one before the end.</summary>
    public static int CountRange(ReadOnlySpan<ulong> set, int first, int end)
    {
        if (first >= end)
            return 0;
        var (low, high) = (first >> 6, (end - 1) >> 6);
        var (head, tail) = (ulong.MaxValue << first, ulong.MaxValue >> (Bits - 1 - ((end - 1) & (Bits - 1))));
        return low == high
            ? BitOperations.PopCount(set[low] & head & tail)
            : BitOperations.PopCount(set[low] & head) + Count(set[(low + 1)..high]) + BitOperations.PopCount(set[high] & tail);
    }

    /// <summary>Writes the documents from a word of the set on, but for so many at first.</summary>
    /// <returns>How many were written: as many as there is room for, fewer at the end.</returns>
    public static int Read(ReadOnlySpan<ulong> set, int word, int skip, Span<int> documents)
    {
        var written = 0;
        for (; word < set.Length && written < documents.Length; word++)
        {
            var bits = set[word];
            if (skip > 0)
            {
                var here = BitOperations.PopCount(bits);
                if (here <= skip)
                {
                    skip -= here;
                    continue;
                }

                for (; skip > 0; skip--)
                    bits &= bits - 1;
            }

            for (; bits != 0 && written < documents.Length; bits &= bits - 1)
                documents[written++] = (word << 6) + BitOperations.TrailingZeroCount(bits);
        }

        return written;
    }

    private static void Combine<TOperation>(Span<ulong> set, ReadOnlySpan<ulong> other)
        where TOperation : struct, IOperation
    {
        var target = MemoryMarshal.Cast<ulong, Vector<ulong>>(set);
        var source = MemoryMarshal.Cast<ulong, Vector<ulong>>(other);
        for (var index = 0; index < target.Length; index++)
            target[index] = TOperation.Apply(target[index], source[index]);
        for (var index = target.Length * Vector<ulong>.Count; index < set.Length; index++)
            set[index] = TOperation.Apply(set[index], other[index]);
    }

    // A type argument that is a struct gets machine code of its own, so that nothing is called in the loop.
    private interface IOperation
    {
        static abstract Vector<ulong> Apply(Vector<ulong> a, Vector<ulong> b);

        static abstract ulong Apply(ulong a, ulong b);
    }

    private readonly struct AndOperation : IOperation
    {
        public static Vector<ulong> Apply(Vector<ulong> a, Vector<ulong> b) => a & b;

        public static ulong Apply(ulong a, ulong b) => a & b;
    }

    private readonly struct OrOperation : IOperation
    {
        public static Vector<ulong> Apply(Vector<ulong> a, Vector<ulong> b) => a | b;

        public static ulong Apply(ulong a, ulong b) => a | b;
    }

    private readonly struct AndNotOperation : IOperation
    {
        public static Vector<ulong> Apply(Vector<ulong> a, Vector<ulong> b) => Vector.AndNot(a, b);

        public static ulong Apply(ulong a, ulong b) => a & ~b;
    }
}
