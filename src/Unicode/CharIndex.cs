using System.Buffers;
using System.Runtime.InteropServices;
using Actors.Unicode.Characters;
using Actors.Unicode.Details;
using Actors.Unicode.Index;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;
using Actors.Unicode.Rows;

namespace Actors.Unicode;

/// <summary>
/// The inverted index from words to characters. Immutable and safe for any number of threads; a search for words allocates
/// nothing but the cursor of the next page.
/// </summary>
public sealed class CharIndex
{
    /// <summary>Rows that are put in order at once.</summary>
    private const int Batch = 256;

    private readonly CharacterTable _characters;
    private readonly CharacterClasses _classes;
    private readonly Versions _versions;
    private readonly PlainSearch _plain;
    private readonly QuerySearch _search;
    private readonly Relevance _relevance;
    private readonly NameIndex _names;
    private readonly RowWriter _rows;
    private readonly FacetCounter _facets;
    private readonly DetailWriter _details;
    private readonly uint _data;

    private CharIndex(Pack pack)
    {
        var version = pack.Texts(PackSection.Version);
        Version = new UnicodeDataVersion(version.Text(0), version.Text(1));
        _data = CharCursor.Data(Version.Full);
        _characters = new CharacterTable(pack);
        var sets = new PropertySets(pack);
        _classes = new CharacterClasses(pack, _characters, sets);
        _versions = new Versions(sets, _characters.Count);
        _names = new NameIndex(pack, _characters);
        _plain = new PlainSearch(_names, new WordSearch(_names), _classes);
        var aliases = new AliasIndex(pack);
        var keywords = new KeywordIndex(pack, _classes);
        var evaluator = new QueryEvaluator(
            _characters, _names, aliases, keywords, new PropertyValues(pack, _characters, sets, _versions));
        _relevance = new Relevance(_characters, _names);
        _search = new QuerySearch(_characters, _names, keywords, evaluator, new Corrections(_names, aliases, keywords), _relevance);
        _rows = new RowWriter(_characters);
        _facets = new FacetCounter(_characters, sets);
        _details = new DetailWriter(pack, _characters, sets, aliases, keywords);
    }

    /// <summary>The version of the data.</summary>
    public UnicodeDataVersion Version { get; }

    /// <summary>Opens the data that is part of this assembly. Costs milliseconds.</summary>
    /// <exception cref="InvalidDataException">The assembly is damaged.</exception>
    public static CharIndex Load() => new(Pack.Embedded);

    /// <summary>Writes the wanted rows of a query's results.</summary>
    /// <exception cref="QueryException">The query, a filter or the cursor cannot be used.</exception>
    public CharResult Find(CharQuery query, CharWindow window, RowFormat format, IBufferWriter<byte> rows)
    {
        if (window.Limit < 1)
            throw new ArgumentException("The limit must be at least 1.", nameof(window));
        var version = _versions.Parse(query.Unicode);
        var sort = query.Sort ?? (query.Mode == CharMode.Smart ? CharSort.Relevance : CharSort.CodePoint);
        using var scratch = SearchScratch.Begin(_characters.Count);
        var found = Search(query, sort, scratch, _versions.UpTo(version));
        // Not the newest version's name: a query without a filter stays the same when newer data comes, and its cursor is expired then.
        var identity = CharCursor.Identity(query.Text, query.Mode, sort, query.Unicode is null ? "" : _versions.Names[version]);
        var after = window.After is null ? (ulong?)null : CharCursor.Decode(window.After, _data, identity);
        var page = !found.Sequence.IsDefault
            ? Write(found.Sequence.AsSpan(), window, after, format, rows)
            : found.Keys.IsEmpty ? Write(found.Matches, window, after, format, rows) : Write(found.Keys, window, after, format, rows);
        return new CharResult
        {
            Total = page.Total,
            From = page.From,
            Count = page.Count,
            Sort = sort,
            Unicode = _versions.Names[version],
            Used = found.Used,
            // A slice with an end is all that was asked for.
            HasNext = !page.IsLast && window.Stop is null,
            Data = _data,
            Identity = identity,
            LastKey = page.LastKey,
        };
    }

    /// <summary>Writes how many of all results are in each block, category, script and age, as one JSON object.</summary>
    /// <exception cref="QueryException">The query or a filter cannot be used.</exception>
    public void WriteFacets(CharQuery query, IBufferWriter<byte> json)
    {
        using var scratch = SearchScratch.Begin(_characters.Count);
        var found = Search(query, CharSort.CodePoint, scratch, _versions.UpTo(_versions.Parse(query.Unicode)));
        if (!found.Sequence.IsDefault)
        {
            _facets.Write(found.Sequence, json);
            return;
        }

        var set = scratch.DirtySet();
        found.Matches.CopyTo(set);
        _facets.Write(set, found.Matches.Count, json);
    }

    /// <summary>Writes everything that is known of a code point or sequence (<c>U+265C</c>, <c>265C</c>, <c>1F1E7-1F1F7</c>), as one JSON object.</summary>
    /// <exception cref="QueryException">It is none.</exception>
    public void WriteDetails(string code, IBufferWriter<byte> json) => _details.Write(code, json);

    /// <summary>The book's last line: <c>No match for 'x'</c>, <c>1 match for 'x'</c>, <c>2 matches for 'x'</c>, the query stripped and quoted as Python does.</summary>
    public string Status(string query, int total) => PythonText.Status(query, total, _classes);

    /// <summary>White space of both ends removed, as Python's <c>strip</c> does it.</summary>
    public string Strip(string text) => PythonText.Strip(text, _classes);

    private Found Search(CharQuery query, CharSort sort, SearchScratch scratch, StoredSet? mask)
    {
        if (query.Mode == CharMode.Seed)
        {
            QueryText.CheckSeed(query.Text);
            var matches = _plain.Find(query.Text, isSeed: true, scratch, mask);
            return sort == CharSort.CodePoint ? new Found { Matches = matches } : ByRelevance(matches, query.Text, scratch);
        }

        if (query.Mode == CharMode.Words && sort == CharSort.CodePoint && PlainWords.Are(query.Text))
            return new Found { Matches = _plain.Find(query.Text, isSeed: false, scratch, mask) };
        return _search.Find(QueryParser.Parse(query.Text, query.Mode, _classes), query.Mode, sort, scratch, mask);
    }

    private Found ByRelevance(MatchSet matches, string text, SearchScratch scratch)
    {
        var set = scratch.DirtySet();
        var keys = scratch.Keys(matches.Count);
        matches.CopyTo(set);
        _relevance.Write(set, 0, RelevantWords.Of(_plain.WordsOf(text), _names.Words), keys);
        return new Found { Matches = matches, Keys = keys };
    }

    private Page Write(MatchSet matches, CharWindow window, ulong? after, RowFormat format, IBufferWriter<byte> rows)
    {
        var total = matches.Count;
        var from = after is { } key ? matches.CountBefore(_characters.FirstDocumentFrom((int)Math.Min(key, CharacterTable.MaxCodePoint) + 1)) : window.Start ?? 0;
        var wanted = Wanted(window, after, total, ref from);
        Span<int> documents = stackalloc int[Math.Min(Batch, Math.Max(1, wanted))];
        var (written, last) = (0, -1);
        while (written < wanted)
        {
            var read = matches.Read(from + written, documents[..Math.Min(documents.Length, wanted - written)]);
            _rows.Write(documents[..read], format, rows, isFirst: written == 0);
            written += read;
            last = documents[read - 1];
        }

        return new Page(total, from, written, last < 0 ? 0 : (ulong)_characters.CodePointOf(last), from + written >= EndOf(window, total));
    }

    private Page Write(ReadOnlySpan<ulong> keys, CharWindow window, ulong? after, RowFormat format, IBufferWriter<byte> rows)
    {
        // The keys stand in this thread's scratch memory, which may be put in order.
        var all = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(keys), keys.Length);
        var from = window.Start ?? 0;
        if (after is { } last)
        {
            from = 0;
            foreach (var key in all)
                from += key <= last ? 1 : 0;
        }

        var wanted = Wanted(window, after, all.Length, ref from);
        Smallest.Sort(all, from, wanted);
        Span<int> documents = stackalloc int[Math.Min(Batch, Math.Max(1, wanted))];
        for (var written = 0; written < wanted;)
        {
            var count = Math.Min(documents.Length, wanted - written);
            for (var index = 0; index < count; index++)
                documents[index] = _characters.DocumentOf(Relevance.CodePointOf(all[from + written + index]));
            _rows.Write(documents[..count], format, rows, isFirst: written == 0);
            written += count;
        }

        return new Page(all.Length, from, wanted, wanted == 0 ? 0 : all[from + wanted - 1], from + wanted >= EndOf(window, all.Length));
    }

    private Page Write(ReadOnlySpan<int> codePoints, CharWindow window, ulong? after, RowFormat format, IBufferWriter<byte> rows)
    {
        var from = after is { } last ? (int)Math.Min(last + 1, (ulong)codePoints.Length) : window.Start ?? 0;
        var wanted = Wanted(window, after, codePoints.Length, ref from);
        _rows.WriteCodePoints(codePoints.Slice(from, wanted), format, rows);
        return new Page(codePoints.Length, from, wanted, (ulong)(from + wanted - 1), from + wanted >= EndOf(window, codePoints.Length));
    }

    private static int Wanted(CharWindow window, ulong? after, int total, ref int from)
    {
        from = Math.Clamp(from, 0, total);
        var end = after is null ? EndOf(window, total) : total;
        return Math.Clamp(end - from, 0, window.Limit);
    }

    private static int EndOf(CharWindow window, int total) => Math.Min(window.Stop ?? total, total);

    private readonly record struct Page(int Total, int From, int Count, ulong LastKey, bool IsLast);
}
