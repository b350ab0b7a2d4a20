using Actors.Unicode.Packed;

namespace Actors.Unicode.Index;

/// <summary>The formal aliases: corrections, names of controls, abbreviations (NameAliases.txt).</summary>
internal sealed class AliasIndex(Pack pack)
{
    private static readonly string[] Kinds = ["correction", "control", "alternate", "figment", "abbreviation"];

    private readonly PackedSpan<int> _documents = pack.Numbers<int>(PackSection.AliasDocuments);
    private readonly TextTable _texts = pack.Texts(PackSection.AliasTexts);

    public WordTable Words { get; } = pack.Words(PackSection.AliasVocabulary);

    /// <summary>The aliases of a document, in the order of their importance.</summary>
    public IEnumerable<(string Kind, string Text)> Of(int document)
    {
        for (var alias = FirstOf(document); alias < _documents.Length && _documents[alias] >>> 8 == document; alias++)
            yield return (Kinds[_documents[alias] & 0xFF], _texts.Text(alias));
    }

    /// <summary>Whether one of its aliases has the words, one directly behind the other.</summary>
    public bool HasPhrase(int document, ReadOnlySpan<ReadOnlyMemory<byte>> words)
    {
        for (var alias = FirstOf(document); alias < _documents.Length && _documents[alias] >>> 8 == document; alias++)
        {
            if (Phrases.Has(_texts[alias], words))
                return true;
        }

        return false;
    }

    private int FirstOf(int document)
    {
        var index = _documents.Span.BinarySearch(document << 8);
        index = index < 0 ? ~index : index;
        while (index > 0 && _documents[index - 1] >>> 8 == document)
            index--;
        return index;
    }
}
