using System.Collections.Immutable;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>The words of a query that count for relevance: those that are asked for, not those that are excluded or values of a field.</summary>
internal sealed class RelevantWords
{
    private readonly List<Range> _numbers = [];

    private RelevantWords(IEnumerable<(ReadOnlyMemory<byte> Text, bool IsPrefix)> words, WordTable vocabulary)
    {
        var all = words.ToImmutableArray();
        InOrder = [.. all.Select(word => word.Text)];
        foreach (var (text, isPrefix) in all)
        {
            var range = vocabulary.FindPrefix(text.Span);
            if (isPrefix)
                _numbers.Add(range);
            else if (vocabulary.Find(text.Span) is >= 0 and var number)
                _numbers.Add(number..(number + 1));
        }
    }

    /// <summary>As they stand in the query.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> InOrder { get; }

    public static RelevantWords Of(QueryNode node, bool lastIsPrefix, WordTable vocabulary) => new(Collect(node, lastIsPrefix), vocabulary);

    public static RelevantWords Of(IEnumerable<byte[]> words, WordTable vocabulary) =>
        new(words.Select(word => ((ReadOnlyMemory<byte>)word, false)), vocabulary);

    /// <summary>Whether a word of the vocabulary of names is one of them.</summary>
    public bool Has(int number)
    {
        foreach (var range in _numbers)
        {
            if (number >= range.Start.Value && number < range.End.Value)
                return true;
        }

        return false;
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Text, bool IsPrefix)> Collect(QueryNode node, bool lastIsPrefix) => node switch
    {
        QueryNode.And and => and.Terms.SelectMany(term => Collect(term, lastIsPrefix)),
        QueryNode.Or or => or.Branches.SelectMany(branch => Collect(branch, lastIsPrefix)),
        QueryNode.Word word => [(word.Text, word.IsPrefix || (word.IsLast && lastIsPrefix))],
        QueryNode.Phrase phrase => phrase.Words.Select(word => (word, false)),
        QueryNode.Source { From: WordSource.Name } source => Collect(source.Words, lastIsPrefix: false),
        _ => [],
    };
}
