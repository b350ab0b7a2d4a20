using Actors.Unicode.Characters;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Index;

/// <summary>
/// Words of names. What names by rule have in common (CJK, IDEOGRAPH, HANGUL …) and words of many names are kept as bits; the
/// last words of names by rule (4E00, GA) are stored nowhere but computed.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>Above this many documents a bitmap answers faster than a list: a bit costs the same however many there are.</summary>
    public const int StoreFrom = 512;

    private static readonly NameRule[] HexRules = [.. Enum.GetValues<NameRule>().Where(NamePrefix.EndsInHex)];

    private readonly CharacterTable _characters;
    private readonly WordTable _words;
    private readonly PackedSpan<ushort> _syllables;
    private readonly short[] _storedOfWord;
    private readonly List<StoredSet> _stored = [];
    private readonly int[] _firstWordOfRule;
    private readonly (int CodePoint, int Document, int End)[] _hexRuns;

    public NameIndex(Pack pack, CharacterTable characters)
    {
        _characters = characters;
        _words = pack.Words(PackSection.NameVocabulary);
        _syllables = pack.Numbers<ushort>(PackSection.HangulOrder);
        _storedOfWord = new short[_words.Count];
        Array.Fill(_storedOfWord, (short)-1);
        var byRule = CommonWords();
        for (var word = 0; word < _words.Count; word++)
        {
            var documents = _words.Documents(word);
            if (documents.Length >= StoreFrom || byRule.ContainsKey(word))
                Store(word, byRule.GetValueOrDefault(word, []));
        }

        _hexRuns = [.. Enumerable.Range(0, characters.Runs.Length).Where(run => NamePrefix.EndsInHex(characters.Runs[run].Rule))
            .Select(run => (characters.Runs[run].CodePoint, characters.Runs[run].Document, characters.EndOfRun(run)))];
        _firstWordOfRule = [.. Enum.GetValues<NameRule>().Select(rule => WordsOf(rule) is [var first, ..] ? first : -1)];
    }

    public WordTable Words => _words;

    /// <summary>The documents with a word; with the digits of CJK ideographs or, as the book's program, without.</summary>
    public WordHits Find(ReadOnlySpan<byte> word, bool cjkDigits)
    {
        var number = _words.Find(word);
        return new WordHits(number, number >= 0 && _storedOfWord[number] >= 0 ? -1 : DocumentByRule(word, cjkDigits));
    }

    /// <summary>The same, and the character that the word is the digits of, if it is.</summary>
    public WordHits FindWordOrCode(ReadOnlySpan<byte> word)
    {
        var hits = Find(word, cjkDigits: true);
        return HexDigits.ReadLoose(word) is >= 0 and <= CharacterTable.MaxCodePoint and var codePoint
            ? hits with { ByCode = _characters.DocumentOf(codePoint) } : hits;
    }

    public int Count(in WordHits hits)
    {
        var count = hits.Number < 0 ? 0 : Stored(hits.Number)?.Count ?? _words.Documents(hits.Number).Length;
        count += Contains(hits with { ByRule = -1, ByCode = -1 }, hits.ByRule) ? 0 : hits.ByRule >= 0 ? 1 : 0;
        return count + (hits.ByCode < 0 || hits.ByCode == hits.ByRule || Contains(hits with { ByRule = -1, ByCode = -1 }, hits.ByCode) ? 0 : 1);
    }

    public bool Contains(in WordHits hits, int document)
    {
        if (document < 0)
            return false;
        if (document == hits.ByRule || document == hits.ByCode)
            return true;
        if (hits.Number < 0)
            return false;
        return Stored(hits.Number) is { } stored
            ? Bitmap.Contains(stored.Bits, document) : _words.Documents(hits.Number).BinarySearch(document) >= 0;
    }

    /// <summary>The bits of a frequent word; null for others.</summary>
    public StoredSet? Stored(int word) => _storedOfWord[word] is >= 0 and var index ? _stored[index] : null;

    public void AddTo(Span<ulong> set, in WordHits hits)
    {
        if (hits.Number >= 0)
        {
            if (Stored(hits.Number) is { } stored)
                Bitmap.Or(set, stored.Bits);
            else
                Bitmap.Add(set, _words.Documents(hits.Number));
        }

        if (hits.ByRule >= 0)
            Bitmap.Add(set, hits.ByRule);
        if (hits.ByCode >= 0)
            Bitmap.Add(set, hits.ByCode);
    }

    /// <summary>Adds the documents with a word that begins so.</summary>
    public void AddPrefixTo(Span<ulong> set, ReadOnlySpan<byte> prefix)
    {
        var range = _words.FindPrefix(prefix);
        for (var word = range.Start.Value; word < range.End.Value; word++)
        {
            if (Stored(word) is { } stored)
                Bitmap.Or(set, stored.Bits);
            else
                Bitmap.Add(set, _words.Documents(word));
        }

        AddSyllables(set, prefix);
        AddDigits(set, prefix);
    }

    /// <summary>Whether any name of these documents, null = all, has a word that begins so.</summary>
    public bool HasPrefix(ReadOnlySpan<byte> prefix, StoredSet? mask)
    {
        var set = new ulong[Bitmap.WordsFor(_characters.Count)];
        AddPrefixTo(set, prefix);
        if (mask is not null)
            Bitmap.And(set, mask.Bits);
        return Bitmap.Count(set) > 0;
    }

    /// <summary>Number of the first word of the name of a run's document, and how many words it has.</summary>
    public (int First, int Count) NameWordsOf(in DocumentRun run, int document)
    {
        var (first, count) = _characters.NameWordsOf(run, document);
        return first >= 0 ? (first, count) : (_firstWordOfRule[(int)run.Rule], count);
    }

    private void AddSyllables(Span<ulong> set, ReadOnlySpan<byte> prefix)
    {
        if (prefix.Length > HangulSyllables.MaxLength)
            return;
        // No romanisation has a letter behind Z, so this ends the range.
        Span<byte> end = stackalloc byte[prefix.Length + 1];
        prefix.CopyTo(end);
        end[^1] = byte.MaxValue;
        var hangul = _characters.DocumentOf(HangulSyllables.First);
        foreach (var syllable in _syllables.Span[SyllablesBefore(prefix)..SyllablesBefore(end)])
            Bitmap.Add(set, hangul + syllable);
    }

    private int SyllablesBefore(ReadOnlySpan<byte> text)
    {
        Span<byte> name = stackalloc byte[HangulSyllables.MaxLength];
        var (low, high) = (0, _syllables.Length);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (name[..HangulSyllables.Write(_syllables[middle], name)].SequenceCompareTo(text) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // Code points with the same first digits are ranges, one per number of digits.
    private void AddDigits(Span<ulong> set, ReadOnlySpan<byte> prefix)
    {
        if (prefix.Length > HexDigits.MaxLength || prefix[0] == '0')
            return;
        var value = 0;
        foreach (var digit in prefix)
        {
            if (!char.IsAsciiHexDigitUpper((char)digit))
                return;
            value = (value << 4) | (char.IsAsciiDigit((char)digit) ? digit - '0' : digit - 'A' + 10);
        }

        for (var digits = Math.Max(4, prefix.Length); digits <= HexDigits.MaxLength; digits++)
        {
            var shift = 4 * (digits - prefix.Length);
            AddByRule(set, value << shift, (value + 1) << shift);
        }
    }

    private void AddByRule(Span<ulong> set, int first, int end)
    {
        foreach (var (codePoint, document, last) in _hexRuns)
        {
            var shift = codePoint - document;
            Bitmap.AddRange(set, Math.Max(document, first - shift), Math.Min(last, end - shift));
        }
    }

    private int DocumentByRule(ReadOnlySpan<byte> word, bool cjkDigits)
    {
        if (HexDigits.Read(word) is >= 0 and <= CharacterTable.MaxCodePoint and var codePoint
            && _characters.DocumentOf(codePoint) is >= 0 and var document
            && _characters.RuleOf(document) is var rule && NamePrefix.EndsInHex(rule)
            && (cjkDigits || rule is not (NameRule.CjkUnified or NameRule.CjkCompatibility)))
            return document;
        return word.Length <= HangulSyllables.MaxLength && HangulSyllables.Find(word) is >= 0 and var syllable
            ? _characters.DocumentOf(HangulSyllables.First + syllable) : -1;
    }

    private Dictionary<int, List<NameRule>> CommonWords()
    {
        var rules = new Dictionary<int, List<NameRule>>();
        foreach (var rule in HexRules.Append(NameRule.Hangul))
        {
            foreach (var word in WordsOf(rule))
            {
                if (!rules.TryGetValue(word, out var found))
                    rules.Add(word, found = []);
                found.Add(rule);
            }
        }

        return rules;
    }

    private int[] WordsOf(NameRule rule) =>
        [.. System.Text.Encoding.ASCII.GetString(NamePrefix.Of(rule)).Split(' ', '-')
            .Where(word => word.Length > 0).Select(word => _words.Find(System.Text.Encoding.ASCII.GetBytes(word)))];

    private void Store(int word, IReadOnlyCollection<NameRule> rules)
    {
        var bits = new ulong[Bitmap.WordsFor(_characters.Count)];
        Bitmap.Add(bits, _words.Documents(word));
        var runs = _characters.Runs;
        for (var run = 0; run < runs.Length; run++)
        {
            if (rules.Contains(runs[run].Rule))
                Bitmap.AddRange(bits, runs[run].Document, _characters.EndOfRun(run));
        }

        if (DocumentByRule(_words.Word(word), cjkDigits: true) is >= 0 and var document)
            Bitmap.Add(bits, document);
        _storedOfWord[word] = (short)_stored.Count;
        _stored.Add(new StoredSet(bits));
    }
}
