using System.Collections.Immutable;
using System.Numerics;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Corrects typing errors in words that find nothing, neither as words nor as beginnings of words.</summary>
internal sealed class Corrections(NameIndex names, AliasIndex aliases, KeywordIndex keywords)
{
    /// <summary>Letters from which on one error is corrected; shorter words are too near to too many.</summary>
    private const int OneFrom = 4;

    /// <summary>Letters from which on two are.</summary>
    private const int TwoFrom = 8;

    /// <summary>The query with its words corrected.</summary>
    /// <param name="node">The query.</param>
    /// <param name="mask">Only words of these documents count; null = all.</param>
    /// <param name="made">Gets what was corrected, as written and as it is read now.</param>
    public QueryNode Apply(QueryNode node, StoredSet? mask, ImmutableArray<(string From, string To)>.Builder made) => node switch
    {
        QueryNode.And and => and with { Terms = ApplyAll(and.Terms, mask, made) },
        QueryNode.Or or => or with { Branches = ApplyAll(or.Branches, mask, made) },
        QueryNode.Word { IsPrefix: false, CodePoint: null, Literal.IsEmpty: true } word when !IsKnown(word.Text.Span, mask) => Correct(word, mask, made),
        _ => node,
    };

    private ImmutableArray<QueryNode> ApplyAll(
        ImmutableArray<QueryNode> nodes, StoredSet? mask, ImmutableArray<(string From, string To)>.Builder made) =>
        [.. nodes.Select(node => Apply(node, mask, made))];

    private QueryNode.Word Correct(QueryNode.Word word, StoredSet? mask, ImmutableArray<(string From, string To)>.Builder made)
    {
        if (Nearest(word.Text.Span, mask) is not { } nearest)
            return word;
        var read = System.Text.Encoding.UTF8.GetString(nearest);
        made.Add((word.Written, read));
        // It is read as that word, not as the beginning of others.
        return word with { Text = nearest, Written = read, IsLast = false };
    }

    private bool IsKnown(ReadOnlySpan<byte> word, StoredSet? mask)
    {
        if (names.HasPrefix(word, mask) || IsIn(aliases.Words, aliases.Words.FindPrefix(word), mask))
            return true;
        for (var language = 0; language < keywords.Languages.Count; language++)
        {
            if (IsIn(keywords.Words(language), keywords.Words(language).FindPrefix(word), mask))
                return true;
        }

        return false;
    }

    // The nearest word; of several the one in most names, then the first. Words of names before those of aliases and keywords.
    private byte[]? Nearest(ReadOnlySpan<byte> word, StoredSet? mask)
    {
        var limit = System.Text.Encoding.UTF8.GetCharCount(word) switch { >= TwoFrom => 2, >= OneFrom => 1, _ => 0 };
        var best = new Candidate(limit + 1, 0, null);
        if (limit > 0)
        {
            best = Nearest(word, names.Words, mask, best);
            best = Nearest(word, aliases.Words, mask, best);
            for (var language = 0; language < keywords.Languages.Count; language++)
                best = Nearest(word, keywords.Words(language), mask, best);
        }

        return best.Word;
    }

    private static Candidate Nearest(ReadOnlySpan<byte> word, WordTable vocabulary, StoredSet? mask, Candidate best)
    {
        var (letters, outer) = (LettersOf(word), best.Distance);
        for (var number = 0; number < vocabulary.Count; number++)
        {
            var other = vocabulary.Word(number);
            var limit = Math.Min(best.Distance, outer - 1);
            // An error changes at most two letters of the set of letters: most words are out without counting.
            if (Math.Abs(other.Length - word.Length) > limit || BitOperations.PopCount(LettersOf(other) ^ letters) > 2 * limit)
                continue;
            var distance = EditDistance.Between(word, other, limit);
            var documents = Count(vocabulary.Documents(number), mask);
            // Words of which every name has been made by rule are listed without a document.
            if (documents == 0 && mask is not null)
                continue;
            if (distance < best.Distance || (distance == best.Distance && distance < outer && documents > best.Documents))
                best = new Candidate(distance, documents, other.ToArray());
        }

        return best;
    }

    private static uint LettersOf(ReadOnlySpan<byte> word)
    {
        var letters = 0U;
        foreach (var letter in word)
            letters |= 1U << (letter & 31);
        return letters;
    }

    private static int Count(ReadOnlySpan<int> documents, StoredSet? mask)
    {
        if (mask is null)
            return documents.Length;
        var count = 0;
        foreach (var document in documents)
            count += Bitmap.Contains(mask.Bits, document) ? 1 : 0;
        return count;
    }

    private static bool IsIn(WordTable words, Range range, StoredSet? mask)
    {
        for (var number = range.Start.Value; number < range.End.Value; number++)
        {
            if (Count(words.Documents(number), mask) > 0)
                return true;
        }

        return false;
    }

    private readonly record struct Candidate(int Distance, int Documents, byte[]? Word);
}
