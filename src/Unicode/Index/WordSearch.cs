namespace Actors.Unicode.Index;

/// <summary>Finds the documents that have all of some words. The rarest word leads; frequent ones are only asked.</summary>
internal sealed class WordSearch(NameIndex names)
{
    /// <summary>The documents with all the terms of a scratch memory, in which the result may stand.</summary>
    /// <param name="scratch">Holds the terms.</param>
    /// <param name="mask">Only these documents; null = all.</param>
    public MatchSet Find(SearchScratch scratch, StoredSet? mask)
    {
        var terms = scratch.Terms;
        if (terms.IsEmpty)
            return default;
        // Insertion: few terms, and no comparison object.
        for (var index = 1; index < terms.Length; index++)
        {
            for (var other = index; other > 0 && terms[other].Count < terms[other - 1].Count; other--)
                (terms[other], terms[other - 1]) = (terms[other - 1], terms[other]);
        }

        if (terms[0].Count == 0)
            return default;
        // A list leads even where the bits of a prefix are fewer: it is short, and only bits can be asked by position.
        for (var index = 0; index < terms.Length; index++)
        {
            if (!BitsOf(terms[index], scratch).IsEmpty)
                continue;
            (terms[0], terms[index]) = (terms[index], terms[0]);
            return FromList(terms, scratch, mask);
        }

        return FromBits(terms, scratch, mask);
    }

    private MatchSet FromList(ReadOnlySpan<Term> terms, SearchScratch scratch, StoredSet? mask)
    {
        var rarest = ListOf(terms[0].Hits, scratch);
        if (terms.Length == 1 && mask is null)
            return new MatchSet(rarest);
        var found = scratch.List.AsSpan(0, rarest.Length);
        if (!found.Overlaps(rarest))
            rarest.CopyTo(found);
        if (mask is not null)
            found = Keep(found, mask.Bits);
        foreach (ref readonly var term in terms[1..])
        {
            if (found.IsEmpty)
                break;
            var bits = BitsOf(term, scratch);
            found = bits.IsEmpty ? Keep(found, term.Hits) : Keep(found, bits);
        }

        return new MatchSet(found);
    }

    private MatchSet FromBits(ReadOnlySpan<Term> terms, SearchScratch scratch, StoredSet? mask)
    {
        if (terms.Length == 1 && mask is null)
            return terms[0].Set < 0 ? new MatchSet(names.Stored(terms[0].Hits.Number)!) : new MatchSet(scratch.SetAt(terms[0].Set));
        var found = scratch.DirtySet();
        BitsOf(terms[0], scratch).CopyTo(found);
        foreach (ref readonly var term in terms[1..])
            Bitmap.And(found, BitsOf(term, scratch));
        if (mask is not null)
            Bitmap.And(found, mask.Bits);
        return new MatchSet(found);
    }

    private ReadOnlySpan<ulong> BitsOf(in Term term, SearchScratch scratch)
    {
        if (term.Set >= 0)
            return scratch.SetAt(term.Set);
        return term.Hits.Number >= 0 && names.Stored(term.Hits.Number) is { } stored ? stored.Bits : default;
    }

    private ReadOnlySpan<int> ListOf(in WordHits hits, SearchScratch scratch)
    {
        var documents = hits.Number < 0 ? default : names.Words.Documents(hits.Number);
        if (hits.ByRule < 0 && hits.ByCode < 0)
            return documents;
        var list = scratch.List.AsSpan();
        documents.CopyTo(list);
        var count = Insert(list, documents.Length, hits.ByRule);
        return list[..Insert(list, count, hits.ByCode)];
    }

    private static int Insert(Span<int> list, int count, int document)
    {
        var index = document < 0 ? 0 : list[..count].BinarySearch(document);
        if (document < 0 || index >= 0)
            return count;
        list[~index..count].CopyTo(list[(~index + 1)..]);
        list[~index] = document;
        return count + 1;
    }

    private static Span<int> Keep(Span<int> found, ReadOnlySpan<ulong> bits)
    {
        var kept = 0;
        foreach (var document in found)
        {
            // Written always, counted only if it stays: a jump that cannot be foretold costs more.
            found[kept] = document;
            kept += Bitmap.Contains(bits, document) ? 1 : 0;
        }

        return found[..kept];
    }

    private Span<int> Keep(Span<int> found, WordHits hits)
    {
        var kept = 0;
        var documents = hits.Number < 0 ? default : names.Words.Documents(hits.Number);
        foreach (var document in found)
        {
            // Both lists ascend: what was passed need not be looked at again.
            while (documents.Length > 16 && documents[15] < document)
                documents = documents[16..];
            while (!documents.IsEmpty && documents[0] < document)
                documents = documents[1..];
            if ((!documents.IsEmpty && documents[0] == document) || document == hits.ByRule || document == hits.ByCode)
                found[kept++] = document;
        }

        return found[..kept];
    }
}
