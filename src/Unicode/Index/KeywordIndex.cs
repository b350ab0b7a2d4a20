using System.Text;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>The CLDR keywords, by language. In Japanese a word is any part of a keyword, as its keywords have no blanks.</summary>
internal sealed class KeywordIndex
{
    private const string Unseparated = "ja";

    private readonly PackedSpan<int> _documents;
    private readonly (TextTable Keywords, WordTable Words)[] _tables;
    private readonly ICharacterClasses _classes;

    public KeywordIndex(Pack pack, ICharacterClasses classes)
    {
        _classes = classes;
        _documents = pack.Numbers<int>(PackSection.KeywordDocuments);
        var languages = pack.Texts(PackSection.Languages);
        Languages = [.. Enumerable.Range(0, languages.Count).Select(languages.Text)];
        _tables = [.. Languages.Select((_, language) => pack.Keywords(language))];
    }

    /// <summary>ISO 639 codes.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The vocabulary of a language.</summary>
    public WordTable Words(int language) => _tables[language].Words;

    /// <summary>Adds the documents with such a keyword.</summary>
    public void AddTo(Span<ulong> set, int language, ReadOnlySpan<byte> word, bool prefix)
    {
        var (_, words) = _tables[language];
        if (!prefix && Languages[language] != Unseparated)
        {
            if (words.Find(word) is >= 0 and var number)
                Bitmap.Add(set, words.Documents(number));
            return;
        }

        var range = words.FindPrefix(word);
        for (var number = range.Start.Value; number < range.End.Value; number++)
            Bitmap.Add(set, words.Documents(number));
    }

    /// <summary>The keywords of a document in a language, as JSON strings with commas; empty if there are none.</summary>
    public ReadOnlySpan<byte> Json(int document, int language) =>
        _documents.Span.BinarySearch(document) is >= 0 and var index ? _tables[language].Keywords[index] : default;

    /// <summary>Whether one keyword has the words, one directly behind the other.</summary>
    public bool HasPhrase(int document, int language, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        foreach (var keyword in Encoding.UTF8.GetString(Json(document, language)).Split("\",\""))
        {
            if (HasPhrase(keyword, words))
                return true;
        }

        return false;
    }

    private bool HasPhrase(string keyword, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        var tokens = new List<byte[]>();
        var tokenizer = new WordTokenizer(keyword, _classes, stackalloc byte[WordTokenizer.BufferSize]);
        while (tokenizer.MoveNext())
            tokens.Add(tokenizer.Current.ToArray());
        for (var start = 0; start + words.Length <= tokens.Count; start++)
        {
            var same = 0;
            while (same < words.Length && tokens[start + same].AsSpan().SequenceEqual(words[same].Span))
                same++;
            if (same == words.Length)
                return true;
        }

        return false;
    }
}
