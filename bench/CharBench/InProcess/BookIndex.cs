using System.Runtime.InteropServices;

namespace Actors.CharBench.InProcess;

/// <summary>
/// The baseline: the book's index as one writes it in C#, a dictionary from words to sets of code points. The words of a query
/// intersect, smallest set first; the result is sorted. The book has no prefixes: here they are the union of all words that begin so.
/// </summary>
public sealed class BookIndex
{
    private readonly Dictionary<string, HashSet<int>> _sets = [];

    internal BookIndex(NamedCharacters names)
    {
        foreach (var each in names.All)
        {
            foreach (var word in each.Words)
                (CollectionsMarshal.GetValueRefOrAddDefault(_sets, word, out _) ??= []).Add(each.CodePoint);
        }
    }

    /// <summary>The code points with all words of a query, in order.</summary>
    public int[] Find(string query)
    {
        var sets = new List<HashSet<int>>();
        foreach (var word in query.ToUpperInvariant().Split(' '))
        {
            if (word.EndsWith('*'))
                sets.Add(WithPrefix(word[..^1]));
            else if (_sets.TryGetValue(word, out var set))
                sets.Add(set);
            else
                return [];
        }

        sets.Sort((one, other) => one.Count.CompareTo(other.Count));
        var found = new List<int>();
        foreach (var codePoint in sets[0])
        {
            var isEverywhere = true;
            for (var index = 1; index < sets.Count && isEverywhere; index++) isEverywhere = sets[index].Contains(codePoint);
            if (isEverywhere) found.Add(codePoint);
        }

        found.Sort();
        return [.. found];
    }

    private HashSet<int> WithPrefix(string prefix)
    {
        var union = new HashSet<int>();
        foreach (var (word, set) in _sets)
        {
            if (word.StartsWith(prefix, StringComparison.Ordinal)) union.UnionWith(set);
        }

        return union;
    }
}
