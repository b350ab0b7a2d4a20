using System.Collections.Immutable;
using Actors.Unicode.Characters;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Index;

/// <summary>Phrases: first the documents that have all the words, then those of them that have them in a row.</summary>
internal sealed partial class QueryEvaluator
{
    private void FindPhrase(ImmutableArray<ReadOnlyMemory<byte>> words, Reading reading, SearchScratch scratch, Span<ulong> set)
    {
        var mark = scratch.Mark;
        var candidates = scratch.DirtySet();
        WithAll(words, scratch, candidates, (table, text, target) => table.AddNames(text, prefix: false, target));
        for (var run = 0; run < characters.Runs.Length; run++)
            AddWithPhrase(run, words, candidates, set);
        scratch.Release(mark);
        if (reading.Aliases)
            FindInAliases(words, scratch, set);
    }

    private void AddWithPhrase(int run, ImmutableArray<ReadOnlyMemory<byte>> words, ReadOnlySpan<ulong> candidates, Span<ulong> set)
    {
        var (document, end) = (characters.Runs[run].Document, characters.EndOfRun(run));
        var count = Bitmap.CountRange(candidates, document, end);
        if (count == 0 || characters.Runs[run].Rule == NameRule.Control)
            return;
        // Names by rule differ in their last word only. Where all have the words, that one is none of them: all have the phrase, or none.
        if (count == end - document && characters.Runs[run].Rule != NameRule.Own && count > 1)
        {
            if (HasPhrase(run, document, words))
                Bitmap.AddRange(set, document, end);
            return;
        }

        for (; document < end; document++)
        {
            if (Bitmap.Contains(candidates, document) && HasPhrase(run, document, words))
                Bitmap.Add(set, document);
        }
    }

    private bool HasPhrase(int run, int document, ImmutableArray<ReadOnlyMemory<byte>> words)
    {
        Span<byte> buffer = stackalloc byte[CharacterTable.MaxNameLength];
        return Phrases.Has(characters.NameOf(characters.Runs[run], document, buffer), words.AsSpan());
    }

    private void FindInAliases(ImmutableArray<ReadOnlyMemory<byte>> words, SearchScratch scratch, Span<ulong> set)
    {
        var mark = scratch.Mark;
        var candidates = scratch.DirtySet();
        WithAll(words, scratch, candidates, (table, text, target) => AddTable(table.Aliases, text, prefix: false, target));
        foreach (var document in DocumentsOf(candidates))
        {
            if (aliases.HasPhrase(document, words.AsSpan()))
                Bitmap.Add(set, document);
        }

        scratch.Release(mark);
    }

    private delegate void AddWord(QueryEvaluator evaluator, ReadOnlySpan<byte> text, Span<ulong> set);

    // The documents that have all the words, in whatever order.
    private void WithAll(ImmutableArray<ReadOnlyMemory<byte>> words, SearchScratch scratch, Span<ulong> set, AddWord add)
    {
        set.Clear();
        add(this, words[0].Span, set);
        foreach (var word in words.AsSpan()[1..])
        {
            var mark = scratch.Mark;
            var found = scratch.Set();
            add(this, word.Span, found);
            Bitmap.And(set, found);
            scratch.Release(mark);
        }
    }

    private static int[] DocumentsOf(ReadOnlySpan<ulong> set)
    {
        var documents = new int[Bitmap.Count(set)];
        Bitmap.Read(set, 0, 0, documents);
        return documents;
    }
}
