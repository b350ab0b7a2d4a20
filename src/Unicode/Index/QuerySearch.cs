using System.Collections.Immutable;
using Actors.Unicode.Characters;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Searches with the grammar, in as many steps as the mode has, and keeps the steps apart where relevance wants to know.</summary>
internal sealed class QuerySearch(
    CharacterTable characters, NameIndex names, KeywordIndex keywords, QueryEvaluator evaluator, Corrections corrections, Relevance relevance)
{
    // Whole words before prefixes, names before aliases before keywords. The last one finds all that the others find.
    private static readonly Reading[] WordsSteps = [new(false, false, false, false), Reading.Names];
    private static readonly Reading[] SmartSteps =
    [
        new(false, false, false, false), new(false, false, true, true), new(true, false, false, false),
        new(true, false, true, true), new(true, true, false, false), new(true, true, true, true),
    ];

    private const int FirstKeywordStep = 4;

    private readonly UnlistedCodes _unlisted = new(characters);

    /// <exception cref="QueryException">A value of a field is not known, or a code that is no character stands beside other terms.</exception>
    public Found Find(QueryNode node, CharMode mode, CharSort sort, SearchScratch scratch, StoredSet? mask)
    {
        if (node is QueryNode.CodePoints codes)
            return Sequence(codes.Codes, mode, mask);
        if (_unlisted.Only(node) is { IsDefault: false } only)
            return Sequence(only, mode, mask);
        _unlisted.Refuse(node);
        var corrected = ImmutableArray.CreateBuilder<(string From, string To)>();
        if (mode == CharMode.Smart)
            node = corrections.Apply(node, mask, corrected);
        var steps = mode == CharMode.Smart ? SmartSteps : WordsSteps;
        var all = scratch.DirtySet();
        evaluator.Find(node, steps[^1], scratch, all);
        if (mask is not null)
            Bitmap.And(all, mask.Bits);
        var matches = new MatchSet(all);
        // Digits or a word that mean nothing but themselves: the characters, as a literal shows them.
        if (matches.Count == 0 && node is QueryNode.Word word && OwnCodes(word) is { IsEmpty: false } own)
            return Sequence(own, mode, mask);
        if (mode == CharMode.Words && sort == CharSort.CodePoint)
            return new Found { Matches = matches };
        var found = new int[steps.Length];
        var byKeyword = scratch.Set();
        var keys = Keys(node, mode, steps, all, matches.Count, found, byKeyword, scratch);
        return new Found
        {
            Matches = matches,
            Keys = sort == CharSort.Relevance ? keys : default,
            Used = mode == CharMode.Smart ? Use(node, found, byKeyword, corrected.ToImmutable(), scratch).ToJson() : null,
        };
    }

    private Found Sequence(ImmutableArray<int> codes, CharMode mode, StoredSet? mask)
    {
        var shown = mask is null
            ? codes
            : [.. codes.Where(code => characters.DocumentOf(code) is >= 0 and var document ? Bitmap.Contains(mask.Bits, document) : characters.CategoryOf(code) != "Cn")];
        return new Found { Sequence = shown, Used = mode == CharMode.Smart ? new SmartUse(null, false, [], []).ToJson() : null };
    }

    // Each document gets the number of the first step that finds it.
    private ReadOnlySpan<ulong> Keys(
        QueryNode node, CharMode mode, Reading[] steps, ReadOnlySpan<ulong> all, int count, Span<int> found, Span<ulong> byKeyword,
        SearchScratch scratch)
    {
        var mark = scratch.Mark;
        var rest = scratch.DirtySet();
        var step = scratch.DirtySet();
        all.CopyTo(rest);
        var words = RelevantWords.Of(node, mode == CharMode.Smart, names.Words);
        var keys = scratch.Keys(count);
        step.Clear();
        AddOwnCodes(node, step);
        Bitmap.And(step, rest);
        var written = relevance.Write(step, 0, words, keys);
        Bitmap.AndNot(rest, step);
        for (var index = 0; index < steps.Length && written < count; index++)
        {
            if (index == FirstKeywordStep)
                rest.CopyTo(byKeyword);
            evaluator.Find(node, steps[index], scratch, step);
            Bitmap.And(step, rest);
            found[index] = relevance.Write(step, index + 1, words, keys[written..]);
            written += found[index];
            Bitmap.AndNot(rest, step);
        }

        scratch.Release(mark);
        return keys[..written];
    }

    private SmartUse Use(
        QueryNode node, ReadOnlySpan<int> found, ReadOnlySpan<ulong> byKeyword, ImmutableArray<(string From, string To)> corrected,
        SearchScratch scratch)
    {
        var words = Words(node).ToList();
        var prefix = found[1] + found[3] + found[5] > 0 ? words.Find(word => word.IsLast)?.Written : null;
        var languages = new List<string>();
        for (var language = 0; language < keywords.Languages.Count && found[FirstKeywordStep] + found[FirstKeywordStep + 1] > 0; language++)
        {
            var mark = scratch.Mark;
            var set = scratch.Set();
            foreach (var word in words)
                keywords.AddTo(set, language, word.Text.Span, word.IsLast || word.IsPrefix);
            Bitmap.And(set, byKeyword);
            if (Bitmap.Count(set) > 0)
                languages.Add(keywords.Languages[language]);
            scratch.Release(mark);
        }

        return new SmartUse(prefix, found[2] + found[3] > 0, languages, corrected);
    }

    private void AddOwnCodes(QueryNode node, Span<ulong> set)
    {
        foreach (var code in Words(node).SelectMany(word => OwnCodes(word)).Concat(Codes(node)))
        {
            if (characters.DocumentOf(code) is >= 0 and var document)
                Bitmap.Add(set, document);
        }
    }

    private static ImmutableArray<int> OwnCodes(QueryNode.Word word) => word.CodePoint is { } code ? [code] : word.Literal;

    private static IEnumerable<QueryNode.Word> Words(QueryNode node) => node switch
    {
        QueryNode.Word word => [word],
        QueryNode.And and => and.Terms.SelectMany(Words),
        QueryNode.Or or => or.Branches.SelectMany(Words),
        _ => [],
    };

    private static IEnumerable<int> Codes(QueryNode node) => node switch
    {
        QueryNode.CodePoints codes => codes.Codes,
        QueryNode.And and => and.Terms.SelectMany(Codes),
        QueryNode.Or or => or.Branches.SelectMany(Codes),
        _ => [],
    };
}
