namespace Actors.Unicode.Tests;

/// <summary>The book's inverted index, as the book builds it: a dictionary from words to sorted code points.</summary>
internal sealed class WordModel
{
    private static readonly Lazy<WordModel> OfSeed = new(() => new WordModel(character => character.SeedWords));
    private static readonly Lazy<WordModel> OfFullNames = new(() => new WordModel(character => character.Words));

    private readonly Dictionary<string, List<int>> _index = [];

    private WordModel(Func<KnownCharacter, string[]> words)
    {
        foreach (var character in KnownCharacter.All)
        {
            foreach (var word in words(character).Distinct())
            {
                if (!_index.TryGetValue(word, out var codes))
                    _index.Add(word, codes = []);
                codes.Add(character.Code);
            }
        }

        Vocabulary = [.. _index.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of CJK ideographs cut to their three words.</summary>
    public static WordModel Seed => OfSeed.Value;

    public static WordModel FullNames => OfFullNames.Value;

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    public IReadOnlyList<int> Having(string word) => _index.TryGetValue(word, out var codes) ? codes : [];

    public IEnumerable<int> Beginning(string prefix) =>
        Vocabulary.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(Having);

    /// <summary>The characters with all the words, in code point order.</summary>
    public int[] HavingAll(IEnumerable<string> words) => All([.. words.Select(Having)]);

    /// <summary>What sorted lists have in common.</summary>
    public static int[] All(IReadOnlyList<IReadOnlyList<int>> lists)
    {
        if (lists.Count == 0)
            return [];
        var sorted = lists.OrderBy(list => list.Count).ToList();
        return [.. sorted[0].Where(code => sorted.Skip(1).All(list => Contains(list, code)))];
    }

    private static bool Contains(IReadOnlyList<int> list, int code) =>
        list is List<int> codes ? codes.BinarySearch(code) >= 0 : Array.BinarySearch((int[])list, code) >= 0;
}
