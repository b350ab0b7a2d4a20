namespace Actors.Unicode.Index;

/// <summary>Puts in order as much of a list as a page needs.</summary>
internal static class Smallest
{
    /// <summary>Sorts so that the wanted part stands where it would in the sorted list; the rest stays in disorder.</summary>
    public static void Sort(Span<ulong> keys, int from, int count)
    {
        var end = Math.Min(keys.Length, from + count);
        Partition(keys, from);
        var part = keys[Math.Min(from, keys.Length)..];
        Partition(part, end - Math.Min(from, keys.Length));
        part[..Math.Max(0, end - from)].Sort();
    }

    // Afterwards the smallest so many come first, in any order (quickselect, median of three).
    private static void Partition(Span<ulong> keys, int count)
    {
        while (count > 0 && count < keys.Length)
        {
            var pivot = MedianOfThree(keys);
            var (low, high) = (0, keys.Length - 1);
            while (low <= high)
            {
                while (keys[low] < pivot)
                    low++;
                while (keys[high] > pivot)
                    high--;
                if (low > high)
                    break;
                (keys[low], keys[high]) = (keys[high], keys[low]);
                low++;
                high--;
            }

            if (count <= high + 1)
            {
                keys = keys[..(high + 1)];
            }
            else if (count >= low)
            {
                keys = keys[low..];
                count -= low;
            }
            else
            {
                return;
            }
        }
    }

    private static ulong MedianOfThree(ReadOnlySpan<ulong> keys)
    {
        var (a, b, c) = (keys[0], keys[keys.Length / 2], keys[^1]);
        return Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
    }
}
