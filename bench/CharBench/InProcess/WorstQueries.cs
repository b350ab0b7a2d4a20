using System.Collections.Immutable;
using Actors.Unicode;

namespace Actors.CharBench.InProcess;

/// <summary>
/// Looks for the slowest queries. Many are tried quickly, the slowest of those are timed well. The tries of exact queries: each
/// word alone; all pairs and triples of the most frequent words; the slowest of those with a further word each, up to six;
/// all names as they are, cut to six words.
/// </summary>
internal sealed class WorstQueries(CharIndex index, NamedCharacters names, bool quick)
{
    private const int MostWords = 6;
    private const int Kept = 100;
    private const int Guesses = 3;

    private readonly int _frequent = quick ? 40 : 150;

    public string Exact()
    {
        var byCount = names.WordCounts().OrderByDescending(each => each.Value).ThenBy(each => each.Key);
        string[] frequent = [.. byCount.Take(_frequent).Select(each => each.Key.ToLowerInvariant())];
        var slowest = new Slowest(index, CharMode.Words);
        foreach (var word in names.Explicit.SelectMany(each => each.Words).Distinct().Concat(frequent)) slowest.Try(word);
        for (var one = 0; one < frequent.Length; one++)
        {
            for (var two = one + 1; two < frequent.Length; two++)
            {
                slowest.Try($"{frequent[one]} {frequent[two]}");
                for (var three = two + 1; three < frequent.Length; three++)
                    slowest.Try($"{frequent[one]} {frequent[two]} {frequent[three]}");
            }
        }

        for (var words = 4; words <= MostWords; words++)
        {
            foreach (var text in slowest.Texts)
            {
                foreach (var word in frequent.Except(text.Split(' '))) slowest.Try($"{text} {word}", MostWords);
            }
        }

        foreach (var each in names.Explicit.Where(each => each.Words.Length > 3)) slowest.Try(string.Join(' ', each.Words.Take(MostWords)));
        return slowest.Choose();
    }

    /// <summary>Of all prefixes of one or two letters or digits.</summary>
    public string Prefix(CharMode mode)
    {
        var slowest = new Slowest(index, mode);
        var ending = mode == CharMode.Smart ? "" : "*";
        const string characters = "abcdefghijklmnopqrstuvwxyz0123456789";
        foreach (var first in characters)
        {
            slowest.Try($"{first}{ending}");
            // 0x is the beginning of a code, and refused.
            foreach (var second in characters.Where(second => (first, second) != ('0', 'x'))) slowest.Try($"{first}{second}{ending}");
        }

        return slowest.Choose();
    }

    private sealed class Slowest(CharIndex index, CharMode mode)
    {
        private readonly PriorityQueue<string, double> _kept = new();

        public ImmutableArray<string> Texts => [.. _kept.UnorderedItems.Select(each => each.Element)];

        public void Try(string text, int mostWords = int.MaxValue)
        {
            if (text.AsSpan().Count(' ') >= mostWords) return;
            // OR in upper case is no word.
            var query = text.ToLowerInvariant();
            var time = Nanoseconds.Least(new LookUp(index, query, mode), Guesses);
            if (_kept.Count < Kept) _kept.Enqueue(query, time);
            else _kept.EnqueueDequeue(query, time);
        }

        public string Choose() => _kept.UnorderedItems.MaxBy(each => Well(each.Element)).Element;

        // Batches of about a fifth of a millisecond, at most 40 calls; the least of them, so that no interruption chooses.
        private double Well(string text)
        {
            var lookUp = new LookUp(index, text, mode);
            var calls = Math.Clamp((int)(200_000 / Nanoseconds.Of(lookUp, 1)), 1, 40);
            return Enumerable.Range(0, 15).Min(_ => Nanoseconds.Of(lookUp, calls));
        }
    }
}
