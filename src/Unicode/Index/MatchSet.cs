namespace Actors.Unicode.Index;

/// <summary>What a query found, in code point order, in whichever form it came up: a sorted list, bits, or a stored set.</summary>
internal readonly ref struct MatchSet
{
    private readonly ReadOnlySpan<int> _list;
    private readonly ReadOnlySpan<ulong> _bits;
    private readonly StoredSet? _stored;

    /// <param name="list">Sorted documents.</param>
    public MatchSet(ReadOnlySpan<int> list)
    {
        _list = list;
        Count = list.Length;
    }

    public MatchSet(ReadOnlySpan<ulong> bits)
    {
        _bits = bits;
        Count = Bitmap.Count(bits);
    }

    public MatchSet(StoredSet stored)
    {
        _stored = stored;
        _bits = stored.Bits;
        Count = stored.Count;
    }

    public int Count { get; }

    /// <summary>How many matches come before a document.</summary>
    public int CountBefore(int document)
    {
        if (_stored is not null)
            return _stored.CountBefore(document);
        if (!_bits.IsEmpty)
            return Bitmap.CountBefore(_bits, document);
        var index = _list.BinarySearch(document);
        return index < 0 ? ~index : index;
    }

    /// <summary>Writes the matches from a position on; as many as there is room for, fewer at the end.</summary>
    public int Read(int position, Span<int> documents)
    {
        if (_stored is not null)
            return _stored.Read(position, documents);
        if (!_bits.IsEmpty)
            return Bitmap.Read(_bits, 0, position, documents);
        var count = Math.Min(documents.Length, Math.Max(0, _list.Length - position));
        _list.Slice(Math.Min(position, _list.Length), count).CopyTo(documents);
        return count;
    }

    public void CopyTo(Span<ulong> bits)
    {
        if (_bits.IsEmpty)
        {
            bits.Clear();
            Bitmap.Add(bits, _list);
        }
        else
        {
            _bits.CopyTo(bits);
        }
    }
}
