using System.Collections.Immutable;
using System.Numerics;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Corrects typing errors in words that find nothing, neither as words nor as beginnings of words.</summary>
internal sealed class Corrections(NameIndex names, AliasIndex aliases, KeywordIndex keywords)
{
    /// <summary>Bytes from which on one error is corrected; shorter words are too near to too many.</summary>
    private const int OneFrom = 4;

    /// <summary>Bytes from which on two are.</summary>
    private const int TwoFrom = 8;

    /// <summary>The query with its words corrected.</summary>
    /// <param name="node">The query.</param>
    /// <param name="made">Gets what was corrected, as written and as it is read now.</param>
    public QueryNode Apply(QueryNode node, ImmutableArray<(string From, string To)>.Builder made) => node switch
    {
        QueryNode.And and => and with { Terms = ApplyAll(and.Terms, made) },
        QueryNode.Or or => or with { Branches = ApplyAll(or.Branches, made) },
        QueryNode.Word { IsPrefix: false, CodePoint: null, Literal.IsEmpty: true } word when !IsKnown(word.Text.Span) => Correct(word, made),
        _ => node,
    };

    private ImmutableArray<QueryNode> ApplyAll(ImmutableArray<QueryNode> nodes, ImmutableArray<(string From, string To)>.Builder made) =>
        [.. nodes.Select(node => Apply(node, made))];

    private QueryNode.Word Correct(QueryNode.Word word, ImmutableArray<(string From, string To)>.Builder made)
    {
        if (Nearest(word.Text.Span) is not { } nearest)
            return word;
        made.Add((word.Written, System.Text.Encoding.UTF8.GetString(nearest)));
        return word with { Text = nearest };
    }

    private bool IsKnown(ReadOnlySpan<byte> word)
    {
        if (names.HasPrefix(word) || !IsEmpty(aliases.Words.FindPrefix(word)))
            return true;
        for (var language = 0; language < keywords.Languages.Count; language++)
        {
            if (keywords.Has(language, word, prefix: true))
                return true;
        }

        return false;
    }

    // The nearest word; of several the one in most names, then the first. Words of names before those of aliases and keywords.
    private byte[]? Nearest(ReadOnlySpan<byte> word)
    {
        var limit = word.Length >= TwoFrom ? 2 : word.Length >= OneFrom ? 1 : 0;
        var best = new Candidate(limit + 1, 0, null);
        if (limit > 0)
        {
            best = Nearest(word, names.Words, best);
            best = Nearest(word, aliases.Words, best);
            for (var language = 0; language < keywords.Languages.Count; language++)
                best = Nearest(word, keywords.Words(language), best);
        }

        return best.Word;
    }

    private static Candidate Nearest(ReadOnlySpan<byte> word, WordTable vocabulary, Candidate best)
    {
        var (mask, outer) = (LettersOf(word), best.Distance);
        for (var number = 0; number < vocabulary.Count; number++)
        {
            var other = vocabulary.Word(number);
            var limit = Math.Min(best.Distance, outer - 1);
            // An error changes at most two letters of the set of letters: most words are out without counting.
            if (Math.Abs(other.Length - word.Length) > limit || BitOperations.PopCount(LettersOf(other) ^ mask) > 2 * limit)
                continue;
            var distance = EditDistance.Between(word, other, limit);
            var documents = vocabulary.Documents(number).Length;
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

    private static bool IsEmpty(Range range) => range.Start.Value == range.End.Value;

    private readonly record struct Candidate(int Distance, int Documents, byte[]? Word);
}
