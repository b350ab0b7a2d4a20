using System.Collections.Immutable;
using Actors.Unicode.Characters;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Finds the documents of a parsed query. Every node becomes a set of bits; sets are combined.</summary>
internal sealed partial class QueryEvaluator(
    CharacterTable characters, NameIndex names, AliasIndex aliases, KeywordIndex keywords, PropertyValues properties)
{
    private readonly StoredSet _named = Named(characters);

    /// <summary>Writes what a query finds into a set.</summary>
    /// <exception cref="QueryException"><c>unknown_value</c>.</exception>
    public void Find(QueryNode node, Reading reading, SearchScratch scratch, Span<ulong> set)
    {
        var mark = scratch.Mark;
        set.Clear();
        switch (node)
        {
            case QueryNode.And and:
                FindAll(and.Terms, reading, scratch, set);
                break;
            case QueryNode.Or or:
                foreach (var branch in or.Branches)
                {
                    var found = scratch.DirtySet();
                    Find(branch, reading, scratch, found);
                    Bitmap.Or(set, found);
                    scratch.Release(mark);
                }

                break;
            case QueryNode.Not not:
                _named.Bits.CopyTo(set);
                Remove(not, scratch, set);
                break;
            case QueryNode.Word word:
                FindWord(word, reading, set);
                break;
            case QueryNode.Phrase phrase:
                FindPhrase(phrase.Words, reading, scratch, set);
                break;
            case QueryNode.Property property:
                properties.AddTo(set, property);
                break;
            case QueryNode.Source source:
                FindSource(source, scratch, set);
                break;
            case QueryNode.CodePoints codes:
                AddCodes(codes.Codes, set);
                break;
            case QueryNode.Range range:
                Bitmap.AddRange(set, characters.FirstDocumentFrom(range.First), FirstAfter(range.Last));
                break;
        }

        scratch.Release(mark);
    }

    private void FindAll(ImmutableArray<QueryNode> terms, Reading reading, SearchScratch scratch, Span<ulong> set)
    {
        var first = true;
        foreach (var term in terms)
        {
            if (term is QueryNode.Not)
                continue;
            var mark = scratch.Mark;
            var found = scratch.DirtySet();
            Find(term, reading, scratch, found);
            if (first)
                found.CopyTo(set);
            else
                Bitmap.And(set, found);
            first = false;
            scratch.Release(mark);
        }

        // Only negations: all named characters but them.
        if (first)
            _named.Bits.CopyTo(set);
        foreach (var term in terms)
        {
            if (term is QueryNode.Not not)
                Remove(not, scratch, set);
        }
    }

    // What is excluded is read as names only, in every mode: a keyword in another language must not take a result away.
    private void Remove(QueryNode.Not not, SearchScratch scratch, Span<ulong> set)
    {
        var mark = scratch.Mark;
        var found = scratch.DirtySet();
        Find(not.Term, Reading.Names, scratch, found);
        Bitmap.AndNot(set, found);
        scratch.Release(mark);
    }

    private void FindWord(QueryNode.Word word, Reading reading, Span<ulong> set)
    {
        var text = word.Text.Span;
        var prefix = reading.Prefixes && (word.IsPrefix || (word.IsLast && reading.LastIsPrefix));
        AddNames(text, prefix, set);
        if (word.CodePoint is { } codePoint && characters.DocumentOf(codePoint) is >= 0 and var document)
            Bitmap.Add(set, document);
        AddCodes(word.Literal, set);
        if (reading.Aliases)
            AddTable(aliases.Words, text, prefix, set);
        if (!reading.Keywords)
            return;
        for (var language = 0; language < keywords.Languages.Count; language++)
            keywords.AddTo(set, language, text, prefix);
    }

    private void AddNames(ReadOnlySpan<byte> text, bool prefix, Span<ulong> set)
    {
        if (prefix)
            names.AddPrefixTo(set, text);
        else
            names.AddTo(set, names.Find(text, cjkDigits: true));
    }

    private static void AddTable(WordTable words, ReadOnlySpan<byte> text, bool prefix, Span<ulong> set)
    {
        var range = words.FindPrefix(text);
        for (var number = range.Start.Value; number < range.End.Value; number++)
        {
            if (prefix || words.Word(number).Length == text.Length)
                Bitmap.Add(set, words.Documents(number));
        }
    }

    private WordTable Aliases => aliases.Words;

    private void FindSource(QueryNode.Source source, SearchScratch scratch, Span<ulong> set)
    {
        switch (source.From, source.Words)
        {
            case (WordSource.Name, QueryNode.Word word):
                AddNames(word.Text.Span, word.IsPrefix, set);
                break;
            case (WordSource.Name, QueryNode.Phrase phrase):
                FindPhrase(phrase.Words, Reading.Names, scratch, set);
                break;
            case (WordSource.Alias, QueryNode.Word word):
                AddTable(aliases.Words, word.Text.Span, word.IsPrefix, set);
                break;
            case (WordSource.Alias, QueryNode.Phrase phrase):
                FindInAliases(phrase.Words, scratch, set);
                break;
            default:
                FindKeyword(source, scratch, set);
                break;
        }
    }

    private void FindKeyword(QueryNode.Source source, SearchScratch scratch, Span<ulong> set)
    {
        foreach (var language in LanguagesOf(source))
        {
            if (source.Words is QueryNode.Word word)
            {
                keywords.AddTo(set, language, word.Text.Span, word.IsPrefix);
                continue;
            }

            var words = ((QueryNode.Phrase)source.Words).Words;
            var mark = scratch.Mark;
            var candidates = scratch.DirtySet();
            WithAll(words, scratch, candidates, (table, text, target) => table.AddKeyword(language, text, target));
            foreach (var document in DocumentsOf(candidates))
            {
                if (keywords.HasPhrase(document, language, words.AsSpan()))
                    Bitmap.Add(set, document);
            }

            scratch.Release(mark);
        }
    }

    private void AddKeyword(int language, ReadOnlySpan<byte> text, Span<ulong> set) => keywords.AddTo(set, language, text, prefix: false);

    private IEnumerable<int> LanguagesOf(QueryNode.Source source)
    {
        var all = Enumerable.Range(0, keywords.Languages.Count);
        if (source.Language is null)
            return all;
        var found = all.Where(language => keywords.Languages[language] == source.Language).ToList();
        return found.Count > 0 ? found : throw new QueryException(
            "unknown_value", "q", $"There are no keywords in '{source.Language}'. Known are {string.Join(", ", keywords.Languages)}.", source.Position);
    }

    private void AddCodes(ImmutableArray<int> codes, Span<ulong> set)
    {
        foreach (var code in codes)
        {
            if (characters.DocumentOf(code) is >= 0 and var document)
                Bitmap.Add(set, document);
        }
    }

    private int FirstAfter(int codePoint) =>
        codePoint >= CharacterTable.MaxCodePoint ? characters.Count : characters.FirstDocumentFrom(codePoint + 1);

    private static StoredSet Named(CharacterTable characters)
    {
        var bits = new ulong[Bitmap.WordsFor(characters.Count)];
        var runs = characters.Runs;
        for (var run = 0; run < runs.Length; run++)
        {
            if (runs[run].Rule != NameRule.Control)
                Bitmap.AddRange(bits, runs[run].Document, characters.EndOfRun(run));
        }

        return new StoredSet(bits);
    }
}
