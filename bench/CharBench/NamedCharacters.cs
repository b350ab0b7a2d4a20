using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Actors.Unicode;

namespace Actors.CharBench;

/// <summary>All characters that have a name, in order of their code points, and what queries are made of.</summary>
internal sealed class NamedCharacters
{
    private const int FirstSyllable = 0xAC00;
    private const int LastSyllable = 0xD7A3;

    private NamedCharacters(ImmutableArray<NamedCharacter> all)
    {
        All = all;
        Explicit = [.. all.Where(each => !IsByRule(each))];
    }

    public ImmutableArray<NamedCharacter> All { get; }

    /// <summary>Those whose name is a name of its own: no Hangul syllable, no name that ends in its code point.</summary>
    public ImmutableArray<NamedCharacter> Explicit { get; }

    /// <summary>Reads them from the index, as anybody could.</summary>
    public static NamedCharacters Read(CharIndex index)
    {
        var rows = new ArrayBufferWriter<byte>(16 << 20);
        index.Find(new CharQuery("U+0000..U+10FFFF"), new CharWindow(int.MaxValue), RowFormat.Text, rows);
        var lines = Encoding.UTF8.GetString(rows.WrittenSpan).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return new NamedCharacters([.. lines.Select(Parse)]);
    }

    /// <summary>One to <paramref name="most"/> words of a name drawn at random, in any order and in lower case.</summary>
    public static string Draw(ImmutableArray<NamedCharacter> from, Random random, int most)
    {
        string[] words = [.. from[random.Next(from.Length)].Words.Distinct()];
        random.Shuffle(words);
        return string.Join(' ', words.Take(random.Next(1, most + 1))).ToLowerInvariant();
    }

    /// <summary>How many names have each word.</summary>
    public Dictionary<string, int> WordCounts() =>
        All.SelectMany(each => each.Words.Distinct()).CountBy(word => word).ToDictionary();

    private static NamedCharacter Parse(string row)
    {
        // The character itself may be a tab.
        var first = row.IndexOf('\t', StringComparison.Ordinal);
        var name = row[(row.LastIndexOf('\t') + 1)..];
        return new NamedCharacter(
            int.Parse(row.AsSpan(2, first - 2).TrimEnd(), NumberStyles.AllowHexSpecifier),
            [.. name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)]);
    }

    private static bool IsByRule(NamedCharacter each) =>
        each.CodePoint is >= FirstSyllable and <= LastSyllable || each.Words[^1] == each.CodePoint.ToString("X4");
}

/// <param name="Words">Of its name, in upper case.</param>
internal sealed record NamedCharacter(int CodePoint, ImmutableArray<string> Words);
