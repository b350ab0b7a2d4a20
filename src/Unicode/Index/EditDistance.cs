namespace Actors.Unicode.Index;

/// <summary>How many typing errors lie between two words: a letter more, less, wrong, or two neighbours swapped (optimal string alignment).</summary>
internal static class EditDistance
{
    public static int Between(string a, string b) =>
        Between(System.Text.Encoding.UTF8.GetBytes(a), System.Text.Encoding.UTF8.GetBytes(b), int.MaxValue - 1);

    /// <returns>The distance, or something above the limit if it is above.</returns>
    public static int Between(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        const int OnStack = 3 * 96;
        var width = b.Length + 1;
        Span<int> rows = 3 * width <= OnStack ? stackalloc int[3 * width] : new int[3 * width];
        var before = rows[..width];
        var previous = rows[width..(2 * width)];
        var current = rows[(2 * width)..];
        for (var column = 0; column < width; column++)
            previous[column] = column;
        for (var row = 1; row <= a.Length; row++)
        {
            current[0] = row;
            var least = row;
            for (var column = 1; column < width; column++)
            {
                var cost = a[row - 1] == b[column - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(previous[column], current[column - 1]) + 1, previous[column - 1] + cost);
                if (row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1])
                    distance = Math.Min(distance, before[column - 2] + 1);
                current[column] = distance;
                least = Math.Min(least, distance);
            }

            if (least > limit)
                return limit + 1;
            var spare = before;
            before = previous;
            previous = current;
            current = spare;
        }

        return previous[b.Length];
    }
}
