using System.Globalization;
using System.Text;
using Actors.Unicode.Packed;

namespace Actors.Unicode.Characters;

/// <summary>
/// The characters: numbers, names, and what a row shows of each. A character's document number is its rank among the
/// named characters and controls, in code point order.
/// </summary>
internal sealed class CharacterTable
{
    public const int MaxCodePoint = 0x10FFFF;

    /// <summary>Bytes of the longest name or label, with room to spare: the longest name of 18.0 has 88.</summary>
    public const int MaxNameLength = 128;

    private readonly PackedSpan<DocumentRun> _runs;
    private readonly TextTable _names;
    private readonly PackedSpan<int> _nameWords;
    private readonly PackedSpan<ushort> _tails;
    private readonly PackedSpan<int> _tailValues;
    private readonly PackedSpan<int> _blockRanges;
    private readonly TextTable _blocks;
    private readonly TextTable _categories;
    private readonly TextTable _ages;

    public CharacterTable(Pack pack)
    {
        _runs = pack.Numbers<DocumentRun>(PackSection.Runs);
        _names = pack.Texts(PackSection.Names);
        _nameWords = pack.Numbers<int>(PackSection.NameWords);
        _tails = pack.Numbers<ushort>(PackSection.TailOfDocument);
        _tailValues = pack.Numbers<int>(PackSection.TailValues);
        _blockRanges = pack.Numbers<int>(PackSection.BlockRanges);
        _blocks = pack.Texts(PackSection.BlockNames);
        _categories = pack.Texts(PackSection.Categories);
        _ages = pack.Texts(PackSection.Ages);
        Tails = pack.Texts(PackSection.Tails);
        Count = _tails.Length;
    }

    /// <summary>Documents, that is named characters and controls.</summary>
    public int Count { get; }

    public ReadOnlySpan<DocumentRun> Runs => _runs.Span;

    /// <summary>What follows the name in a JSON row.</summary>
    public TextTable Tails { get; }

    /// <summary>The names of blocks, by first code point.</summary>
    public TextTable Blocks => _blocks;

    public int TailOf(int document) => _tails[document];

    /// <summary>The document number of a code point; -1 if it has neither name nor control label.</summary>
    public int DocumentOf(int codePoint)
    {
        var index = RunOfCodePoint(codePoint);
        ref readonly var run = ref _runs.Span[index];
        var document = run.Document + codePoint - run.CodePoint;
        return codePoint >= run.CodePoint && document < EndOfRun(index) ? document : -1;
    }

    /// <summary>The first document whose code point is at least this; <see cref="Count"/> if none is.</summary>
    public int FirstDocumentFrom(int codePoint)
    {
        var index = RunOfCodePoint(codePoint);
        ref readonly var run = ref _runs.Span[index];
        return Math.Min(run.Document + Math.Max(0, codePoint - run.CodePoint), EndOfRun(index));
    }

    public int CodePointOf(int document)
    {
        var run = _runs.Span[RunOfDocument(document)];
        return run.CodePoint + document - run.Document;
    }

    public NameRule RuleOf(int document) => _runs.Span[RunOfDocument(document)].Rule;

    /// <summary>Index in <see cref="Runs"/> of the run with this document.</summary>
    public int RunOfDocument(int document)
    {
        var runs = _runs.Span;
        var (low, high) = (0, runs.Length - 1);
        while (low < high)
        {
            var middle = (int)((uint)(low + high + 1) >> 1);
            if (runs[middle].Document <= document)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>The document after the last one of this run.</summary>
    public int EndOfRun(int run) => run + 1 < _runs.Length ? _runs[run + 1].Document : Count;

    /// <summary>Name of a document of a run, or a control's label, as UTF-8 (ASCII).</summary>
    /// <param name="run">The run.</param>
    /// <param name="document">One of its documents.</param>
    /// <param name="buffer">Room for names that are made by rule: <see cref="MaxNameLength"/> bytes.</param>
    public ReadOnlySpan<byte> NameOf(in DocumentRun run, int document, Span<byte> buffer)
    {
        var offset = document - run.Document;
        return run.Rule switch
        {
            NameRule.Own => _names[run.Name + offset],
            NameRule.Control => Label("<control-"u8, run.CodePoint + offset, ">"u8, buffer),
            NameRule.Hangul => Hangul(run.CodePoint + offset, buffer),
            _ => Label(NamePrefix.Of(run.Rule), run.CodePoint + offset, default, buffer),
        };
    }

    public ReadOnlySpan<byte> NameOf(int document, Span<byte> buffer) => NameOf(_runs.Span[RunOfDocument(document)], document, buffer);

    /// <summary>Number of the first word of a document's name in the vocabulary of names (-1 by rule), and how many words there are.</summary>
    public (int First, int Count) NameWordsOf(in DocumentRun run, int document)
    {
        if (run.Rule != NameRule.Own)
            return (-1, run.Rule switch { NameRule.CjkUnified or NameRule.CjkCompatibility or NameRule.Seal => 4, NameRule.Control => 0, _ => 3 });
        var packed = _nameWords[run.Name + document - run.Document];
        return (packed >>> 8, packed & 0xFF);
    }

    /// <summary>The name, or for what has none the code point label of UAX #44, section 4.2.</summary>
    public string NameOrLabel(int codePoint)
    {
        Span<byte> buffer = stackalloc byte[MaxNameLength];
        if (DocumentOf(codePoint) is >= 0 and var document)
            return Encoding.ASCII.GetString(NameOf(document, buffer));
        var kind = CategoryOf(codePoint) switch
        {
            "Cs" => "surrogate",
            "Co" => "private-use",
            _ => IsNoncharacter(codePoint) ? "noncharacter" : "reserved",
        };
        return string.Create(CultureInfo.InvariantCulture, $"<{kind}-{codePoint:X4}>");
    }

    /// <summary>The short name of the general category.</summary>
    public string CategoryOf(int codePoint) => DocumentOf(codePoint) switch
    {
        >= 0 and var document => _categories.Text(2 * CategoryNumberOf(document)),
        _ => codePoint switch
        {
            >= 0xD800 and <= 0xDFFF => "Cs",
            (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0xFFFFD) or (>= 0x100000 and <= 0x10FFFD) => "Co",
            _ => "Cn",
        },
    };

    /// <summary>Number of the category of a document: 2 n is the index of its short name in the table of categories.</summary>
    public int CategoryNumberOf(int document) => (_tailValues[_tails[document]] >>> 8) & 0xFF;

    public TextTable Categories => _categories;

    public TextTable Ages => _ages;

    /// <summary>The version that encoded it first; null for what is no character.</summary>
    public string? AgeOf(int codePoint) =>
        DocumentOf(codePoint) is >= 0 and var document ? _ages.Text(_tailValues[_tails[document]] & 0xFF) : null;

    /// <summary>The block; null between blocks.</summary>
    public string? BlockOf(int codePoint)
    {
        for (var block = 0; block < _blocks.Count; block++)
        {
            if (codePoint >= _blockRanges[2 * block] && codePoint <= _blockRanges[(2 * block) + 1])
                return _blocks.Text(block);
        }

        return null;
    }

    /// <summary>The documents of a block.</summary>
    public (int First, int End) DocumentsOfBlock(int block) =>
        (FirstDocumentFrom(_blockRanges[2 * block]), FirstDocumentFrom(_blockRanges[(2 * block) + 1] + 1));

    /// <summary>The code points that no version will ever assign (section 23.7).</summary>
    public static bool IsNoncharacter(int codePoint) => codePoint is >= 0xFDD0 and <= 0xFDEF || (codePoint & 0xFFFE) == 0xFFFE;

    private int RunOfCodePoint(int codePoint)
    {
        var runs = _runs.Span;
        var (low, high) = (0, runs.Length - 1);
        while (low < high)
        {
            var middle = (int)((uint)(low + high + 1) >> 1);
            if (runs[middle].CodePoint <= codePoint)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static ReadOnlySpan<byte> Hangul(int codePoint, Span<byte> buffer)
    {
        var prefix = NamePrefix.Of(NameRule.Hangul);
        prefix.CopyTo(buffer);
        return buffer[..(prefix.Length + HangulSyllables.Write(codePoint - HangulSyllables.First, buffer[prefix.Length..]))];
    }

    private static ReadOnlySpan<byte> Label(ReadOnlySpan<byte> prefix, int codePoint, ReadOnlySpan<byte> suffix, Span<byte> buffer)
    {
        prefix.CopyTo(buffer);
        var length = prefix.Length + HexDigits.Write(codePoint, buffer[prefix.Length..]);
        suffix.CopyTo(buffer[length..]);
        return buffer[..(length + suffix.Length)];
    }
}
