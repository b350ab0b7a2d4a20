namespace Actors.Unicode.Index;

/// <summary>
/// A set that lives as long as the index: bits, and how many documents come before each 512 of them, so that any part of
/// 100,000 results is found as fast as the first.
/// </summary>
internal sealed class StoredSet
{
    private const int WordsPerStep = 8;

    private readonly ulong[] _bits;
    private readonly int[] _before;

    public StoredSet(ulong[] bits)
    {
        _bits = bits;
        _before = new int[(bits.Length / WordsPerStep) + 2];
        for (var step = 0; step < _before.Length - 1; step++)
        {
            var begin = step * WordsPerStep;
            _before[step + 1] = _before[step] + Bitmap.Count(bits.AsSpan(Math.Min(begin, bits.Length), Math.Min(WordsPerStep, Math.Max(0, bits.Length - begin))));
        }

        Count = _before[^1];
    }

    public int Count { get; }

    public ReadOnlySpan<ulong> Bits => _bits;

    public int CountBefore(int end)
    {
        var step = end / (WordsPerStep * 64);
        return _before[step] + Bitmap.CountRange(_bits, step * WordsPerStep * 64, end);
    }

    /// <summary>Writes the documents from this position on.</summary>
    public int Read(int position, Span<int> documents)
    {
        var step = Array.BinarySearch(_before, position);
        // Steps without a document have equal numbers: any of them will do, reading skips empty words.
        step = step >= 0 ? step : ~step - 1;
        return Bitmap.Read(_bits, step * WordsPerStep, position - _before[step], documents);
    }
}
