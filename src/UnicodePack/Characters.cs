using Actors.Unicode.Packed;

namespace Actors.UnicodePack;

/// <summary>All of them in code point order; an index in this list is a document number.</summary>
internal sealed class Characters
{
    private readonly Dictionary<int, int> _documents;

    private Characters(List<Character> all)
    {
        All = all;
        _documents = all.Select((character, document) => (character.CodePoint, document)).ToDictionary();
    }

    public IReadOnlyList<Character> All { get; }

    public int? DocumentOf(int codePoint) => _documents.TryGetValue(codePoint, out var document) ? document : null;

    /// <summary>Documents of a range of code points, as runs of first and after-last document.</summary>
    public IEnumerable<(int First, int End)> DocumentsOf(IEnumerable<(int First, int Last)> ranges)
    {
        foreach (var (first, last) in ranges)
        {
            var (begin, end) = (LowerBound(first), LowerBound(last + 1));
            if (begin < end)
                yield return (begin, end);
        }
    }

    public static Characters Read(ModuleFile modules)
    {
        var all = new List<Character>();
        foreach (var (first, last, label) in modules.Runs("Names/index.mjs"))
        {
            for (var codePoint = first; codePoint <= last; codePoint++)
            {
                if (RuleOf(label, codePoint) is { } rule)
                    all.Add(new Character(codePoint, rule, rule == NameRule.Own ? label : null));
            }
        }

        all.Sort((a, b) => a.CodePoint.CompareTo(b.CodePoint));
        return new Characters(all);
    }

    // Ranges carry the labels of UnicodeData.txt instead of names; a name has no lower-case letter.
    private static NameRule? RuleOf(string label, int codePoint)
    {
        if (label == "<control>")
            return NameRule.Control;
        if (label.StartsWith("CJK COMPATIBILITY IDEOGRAPH-", StringComparison.Ordinal))
            return label.EndsWith($"-{codePoint:X4}", StringComparison.Ordinal) ? NameRule.CjkCompatibility : throw Unexpected(label, codePoint);
        if (!label.Any(char.IsAsciiLetterLower))
            return label.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is ' ' or '-') ? NameRule.Own : throw Unexpected(label, codePoint);
        if (label.StartsWith("CJK Ideograph", StringComparison.Ordinal))
            return NameRule.CjkUnified;
        if (label.StartsWith("Tangut Ideograph", StringComparison.Ordinal))
            return NameRule.Tangut;
        if (label.EndsWith("Surrogate", StringComparison.Ordinal) || label.EndsWith("Private Use", StringComparison.Ordinal))
            return null;
        return label switch
        {
            "Hangul Syllable" => NameRule.Hangul,
            "Jurchen Character" => NameRule.Jurchen,
            "Seal Character" => NameRule.Seal,
            _ => throw Unexpected(label, codePoint),
        };
    }

    private int LowerBound(int codePoint)
    {
        var (low, high) = (0, All.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (All[middle].CodePoint < codePoint)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static InvalidDataException Unexpected(string label, int codePoint) => new($"No rule for the name of U+{codePoint:X4}: {label}");
}
