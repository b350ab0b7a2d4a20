using System.Buffers;

namespace Actors.Unicode.Index;

/// <summary>
/// Memory that one search after the other uses on one thread, so that none allocates. What only great searches need goes
/// back when they end: threads are many.
/// </summary>
internal sealed class SearchScratch : IDisposable
{
    /// <summary>Sets that a thread keeps.</summary>
    private const int KeptSets = 4;

    // The shared pool would keep up to 2 MB for every thread that ever ranked a giant result.
    private static readonly ArrayPool<ulong> KeyPool = ArrayPool<ulong>.Create(1 << 18, Environment.ProcessorCount);

    [ThreadStatic]
    private static SearchScratch? _ofThread;

    private readonly List<ulong[]> _sets = [];
    private readonly Term[] _terms = new Term[32];
    private readonly int _documents;
    private ulong[] _keys = [];
    private int _usedSets;
    private int _usedTerms;

    private SearchScratch(int documents) => _documents = documents;

    /// <summary>Room for a list of matches: lists are of words that are not frequent enough for bits.</summary>
    public int[] List { get; } = new int[NameIndex.StoreFrom + 2];

    /// <summary>The words of the query being searched.</summary>
    public Span<Term> Terms => _terms.AsSpan(0, _usedTerms);

    /// <summary>This thread's, emptied; to be disposed of when the search ends.</summary>
    public static SearchScratch Begin(int documents)
    {
        var scratch = _ofThread;
        if (scratch is null || scratch._documents != documents)
            _ofThread = scratch = new SearchScratch(documents);
        scratch._usedSets = 0;
        scratch._usedTerms = 0;
        return scratch;
    }

    /// <summary>An empty set, valid until the next search of this thread or <see cref="Release"/>.</summary>
    public Span<ulong> Set()
    {
        var set = DirtySet();
        set.Clear();
        return set;
    }

    /// <summary>The same with any content.</summary>
    public Span<ulong> DirtySet()
    {
        if (_usedSets == _sets.Count)
            _sets.Add(new ulong[Bitmap.WordsFor(_documents)]);
        return _sets[_usedSets++];
    }

    /// <summary>Room for so many keys of relevance. To be asked for once in a search.</summary>
    public Span<ulong> Keys(int count)
    {
        _keys = KeyPool.Rent(count);
        return _keys.AsSpan(0, count);
    }

    /// <summary>Ends the search: whatever it found here is gone.</summary>
    public void Dispose()
    {
        if (_keys.Length > 0)
            KeyPool.Return(_keys);
        _keys = [];
        if (_sets.Count > KeptSets)
            _sets.RemoveRange(KeptSets, _sets.Count - KeptSets);
    }

    /// <summary>How many sets are in use; for <see cref="Release"/>.</summary>
    public int Mark => _usedSets;

    /// <summary>Gives back the sets taken since a mark.</summary>
    public void Release(int mark) => _usedSets = mark;

    /// <summary>A set by its number.</summary>
    public Span<ulong> SetAt(int number) => _sets[number];

    /// <summary>Adds a term unless it is there; false if there is no room, as no name has so many words.</summary>
    public bool Add(in Term term)
    {
        foreach (ref readonly var other in Terms)
        {
            if (term.Set < 0 && other.Set < 0 && other.Hits == term.Hits)
                return true;
        }

        if (_usedTerms == _terms.Length)
            return false;
        _terms[_usedTerms++] = term;
        return true;
    }
}
