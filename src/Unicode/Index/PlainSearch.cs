using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Reads a query as words and nothing else: the book's program, and most queries of the other modes.</summary>
internal sealed class PlainSearch(NameIndex names, WordSearch search, ICharacterClasses classes)
{
    /// <summary>Finds the documents with all the words of a text, none if it has no word.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isSeed">As the book's program: the digits of CJK ideographs are no words, and digits are no codes, and no word is a prefix.</param>
    /// <param name="scratch">Memory for the result.</param>
    /// <param name="mask">Only these documents; null = all.</param>
    public MatchSet Find(ReadOnlySpan<char> text, bool isSeed, SearchScratch scratch, StoredSet? mask)
    {
        var words = new WordTokenizer(text, classes, stackalloc byte[WordTokenizer.BufferSize]);
        while (words.MoveNext())
        {
            if (words.IsOverlong)
                return default;
            if (!isSeed && words.End < text.Length && text[words.End] == '*')
            {
                var set = scratch.Set();
                names.AddPrefixTo(set, words.Current);
                if (!scratch.Add(new Term(new WordHits(-1), Bitmap.Count(set), scratch.Mark - 1)))
                    return default;
                continue;
            }

            var hits = isSeed ? names.Find(words.Current, cjkDigits: false) : names.FindWordOrCode(words.Current);
            // More different words than any name has; or a word that none has.
            if (names.Count(hits) is var count && (count == 0 || !scratch.Add(TermOf(hits, count, scratch))))
                return default;
        }

        return search.Find(scratch, mask);
    }

    // A stored set cannot take one document more: a copy does.
    private Term TermOf(WordHits hits, int count, SearchScratch scratch)
    {
        if (hits.ByCode < 0 || hits.Number < 0 || names.Stored(hits.Number) is null)
            return new Term(hits, count);
        names.AddTo(scratch.Set(), hits);
        return new Term(hits, count, scratch.Mark - 1);
    }

    /// <summary>The words of a text.</summary>
    public List<byte[]> WordsOf(string text)
    {
        var all = new List<byte[]>();
        var words = new WordTokenizer(text, classes, stackalloc byte[WordTokenizer.BufferSize]);
        while (words.MoveNext())
            all.Add(words.Current.ToArray());
        return all;
    }
}
