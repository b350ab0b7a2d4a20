using System.Text;

namespace Actors.UnicodePack;

/// <summary>Words of names and the documents that have them; becomes a word table.</summary>
internal sealed class Words
{
    private readonly SortedDictionary<byte[], SortedSet<int>> _postings =
        new(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));

    public void Add(string word, int document) => Know(word).Add(document);

    /// <summary>Puts a word into the vocabulary that perhaps no document has.</summary>
    public SortedSet<int> Know(string word)
    {
        var key = Encoding.UTF8.GetBytes(word);
        if (!_postings.TryGetValue(key, out var documents))
            _postings.Add(key, documents = []);
        return documents;
    }

    public IEnumerable<byte[]> Vocabulary => _postings.Keys;

    public IEnumerable<int> PostingOffsets
    {
        get
        {
            var offset = 0;
            foreach (var documents in _postings.Values)
            {
                yield return offset;
                offset += documents.Count;
            }

            yield return offset;
        }
    }

    public IEnumerable<int> Postings => _postings.Values.SelectMany(documents => documents);

    /// <summary>Number of each word in the vocabulary.</summary>
    public Dictionary<string, int> Numbers() =>
        _postings.Keys.Select((word, number) => (Encoding.UTF8.GetString(word), number)).ToDictionary(StringComparer.Ordinal);
}
